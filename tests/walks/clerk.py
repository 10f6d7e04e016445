"""What a clerk does at the desk (職員の動作)."""

from playwright.sync_api import Page

from tests.walks import filling
from tests.walks.steps import follow, main_of, press, receipt_number, see, sign_in, tap

PHONES = {"ume": "0550-00-0002"}


def open_case(desk: Page, clerk: dict[str, str], number: str) -> None:
    """Sign in, find the case on the desk and open it."""
    desk.goto("/staff/")
    if "/sign-in/" in desk.url:
        sign_in(desk, clerk)
    desk.goto("/staff/")
    follow(desk, number)
    see(desk, number)


def take(desk: Page) -> None:
    press(desk, "自分が担当する")


def ask_correction(desk: Page, field: str, message: str) -> None:
    """Ask the applicant to correct one field."""
    desk.get_by_text("申請者に補正を求める", exact=True).click()
    desk.get_by_label("補正してもらう項目").select_option(label=field)
    desk.get_by_label("申請者へのお願い").fill(message)
    press(desk, "補正を求める")
    see(desk, "補正を待っています")


def decide(desk: Page, outcome: str, reason: str = "") -> None:
    """Decide the open case."""
    main_of(desk).get_by_text(outcome, exact=True).click()
    desk.get_by_label("理由").last.fill(reason)
    tap(desk, "confirmed", "on")
    press(desk, "決定する")


def find_resident(desk: Page, resident: dict[str, str]) -> None:
    """Find the resident who is on the telephone or at the counter."""
    desk.goto("/staff/counter/")
    desk.locator("#phone").fill(PHONES[resident["login"]])
    press(desk, "探す")
    see(desk, resident["name"])
    assert "phone" not in desk.url, "no personal data belong into an address"


def fill_in_for(desk: Page, resident: dict[str, str], code: str, channel: str) -> str:
    """Fill in a procedure for the resident found, and return the receipt number."""
    desk.locator("#procedure").select_option(code)
    tap(desk, "channel", channel)
    press(desk, "入力を始める")
    see(desk, f"{resident['name']} 様")
    filling.fill_all(desk, code)
    see(desk, "読み上げ")
    if channel == "counter":
        desk.get_by_label("本人確認に使ったもの").select_option("licence")
    press(desk, "読み上げて確認したので受け付ける")
    return receipt_number(desk)


def text_of_pdf(page: Page, address: str | None) -> str:
    """Fetch a PDF with the page's own cookies and return its text."""
    assert address, "there is no link to the PDF"
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - only where a PDF is read

    answer = page.request.get(address)
    assert answer.status == 200, (answer.status, address)
    assert answer.headers["content-type"].startswith("application/pdf")
    sheets = PdfDocument(answer.body())
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in sheets)


def appoint_head(desk: Page, district: str, person: tuple[str, str]) -> None:
    """Enter who leads a district, by reading and birth date."""
    desk.goto(f"/staff/districts/{district}/")
    desk.locator("[name=kana]").fill(person[0])
    desk.locator("[name=birth_on]").fill(person[1])
    desk.locator("[name=duty]").select_option("head")
    press(desk, "役職を登録する")
    see(desk, "役職を登録しました")
