"""What is done at a shelter (避難所での動作): opened at the desk, a tablet enrolled."""

from playwright.sync_api import Page, expect

from tests.walks.steps import follow, press, see, sign_in

SHELTER = "小山町総合文化会館"


def open_shelter(desk: Page, account: dict[str, str]) -> None:
    """Sign in who is in charge of shelters, and open one."""
    sign_in(desk, account)
    desk.goto("/staff/shelters/")
    closed = desk.locator("button[formaction$='/open/bunka/']")
    if not closed.count():  # another walk opened it
        follow(desk, SHELTER)
        return
    closed.click()
    see(desk, "開設しました。")


def enrol(
    desk: Page, tablet: Page, name: str, shelter: str = SHELTER, *, lists: bool = False
) -> str:
    """Make a code at the desk and type it on the tablet; return the key to the names, if any."""
    desk.locator("#name").fill(name)
    if lists:
        desk.get_by_text("受け持つ区の方の名簿を入れる").click()
    press(desk, "登録コードを作る")
    shown = desk.locator("strong.code").all_inner_texts()
    tablet.goto(f"/shelters/tablet/#{shown[0]}")
    expect(tablet.locator("#enrol-code")).to_have_value(shown[0])
    tablet.get_by_role("button", name="この端末を登録する").click()
    expect(tablet.locator("#shelter")).to_have_text(shelter)
    tablet.wait_for_function("navigator.serviceWorker.controller !== null")
    return shown[1] if lists else ""
