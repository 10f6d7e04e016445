"""What people do at a page (画面での動作): press, follow, see, wait. No walk sleeps elsewhere."""

import re
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Locator, Page, TimeoutError, expect

T = TypeVar("T")
PATIENCE_S = 40
LOOK_AGAIN_S = 0.25


def main_of(page: Page) -> Locator:
    return page.locator("main")


def press(page: Page, name: str) -> None:
    """Press the button of this name in the page's main part."""
    click(page, main_of(page).get_by_role("button", name=name, exact=True).first)


def follow(page: Page, name: str) -> None:
    """Follow the first link whose text holds this, wherever it stands."""
    click(page, page.get_by_role("link", name=name).first)


def click(page: Page, target: Locator) -> None:
    """Click; where it cannot be done, say what the page shows instead."""
    try:
        target.click()
        page.wait_for_load_state()
    except TimeoutError as error:
        shown = f"{page.url}\n{main_of(page).inner_text()}"
        raise AssertionError(f"{target} が押せません：{shown}") from error


def see(page: Page, text: str) -> None:
    expect(main_of(page)).to_contain_text(text)


def heading(page: Page) -> str:
    return page.locator("h1").first.inner_text()


def until(found: Callable[[], T], told: Callable[[], str]) -> T:
    """Look again until something is found and return it; fail with what is told then."""
    end = time.monotonic() + PATIENCE_S
    while not (there := found()):
        assert time.monotonic() < end, told()
        time.sleep(LOOK_AGAIN_S)
    return there


def wait_for(page: Page, text: str) -> None:
    """Look at the page again until it says this: the worker needs a moment."""

    def says() -> bool:
        if text in main_of(page).inner_text():
            return True
        page.reload()
        return False

    until(says, lambda: f"{text} がいつまでも表示されません：{page.url}")


def tap(page: Page, name: str, value: str, *, on: bool = True) -> None:
    """Tap the words beside a box or a dot, unless it stands as wanted already."""
    box = page.locator(f"input[name='{name}'][value='{value}']")
    if box.is_checked() != on:
        page.locator(f"label[for='{box.get_attribute('id')}']").click()
    expect(box).to_be_checked(checked=on)


def receipt_number(page: Page) -> str:
    """Return the number on the receipt."""
    see(page, "受付番号")
    return main_of(page).locator("strong.code").first.inner_text().strip()


def resume_code(page: Page) -> str:
    """Return the resume code shown, as a person would copy it."""
    found = re.search(r"[A-Z0-9]{4}[-\s ][A-Z0-9]{4}[-\s ][A-Z0-9]{4}", main_of(page).inner_text())
    assert found, main_of(page).inner_text()
    return found[0]


def problems(page: Page) -> list[str]:
    """Return the sentences of the error summary."""
    return page.locator(".error-summary li").all_inner_texts()


def sign_in(page: Page, account: dict[str, str]) -> None:
    """Fill in the sign-in page, wherever it was asked for."""
    if "/sign-in/" not in page.url:
        page.goto("/sign-in/")
    page.locator("#login").fill(account["login"])
    page.locator("#password").fill(account["password"])
    press(page, "サインインする")
    expect(page).not_to_have_url(re.compile("/sign-in/"))


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="サインアウト").click()
