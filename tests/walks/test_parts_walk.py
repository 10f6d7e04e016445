"""The employer's statement for a nursery place (就労証明書), by a link bound to the same case."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.walks import clerk, employer, filling
from tests.walks.conftest import DESKTOP, PATIENCE_MS, PHONE
from tests.walks.steps import click, follow, main_of, press, see, sign_in, wait_for
from tests.walks.town import Town
from tsunagaru.engines.messages.testing import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
LINK = re.compile(r"http://\S+/part/[A-Z0-9-]+/")
PARENT, SPOUSE = "就労証明書（申込みの保護者）", "就労証明書（もう一人の保護者）"


def shot(page: Page, name: str) -> None:
    if where := os.environ.get("SHOTS"):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.screenshot(path=f"{where}/{name}-{size['width']}.png", full_page=True)


@pytest.fixture
def firm(browser: Browser, town: Town) -> Iterator[Page]:
    """The employer's browser: no account, JavaScript off."""
    context = browser.new_context(
        viewport=PHONE, locale="ja-JP", java_script_enabled=False, base_url=town.address
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def apply(phone: Page, resident: dict[str, str]) -> str:
    """Apply for a place for which both parents' employers write; return the number."""
    phone.goto("/my/")
    sign_in(phone, resident)
    filling.begin(phone, employer.PROCEDURE)
    answers = {**filling.example_of(employer.PROCEDURE), "spouse_proof": "online"}
    filling.fill_all(phone, employer.PROCEDURE, answers)
    shot(phone, "part-0-confirm")
    filling.hand_in(phone)
    see(phone, "ほかの方の記入が必要です")
    shot(phone, "part-1-done")
    return main_of(phone).locator("strong.code").first.inner_text().strip()


def ask(phone: Page, name: str) -> str:
    """Ask for a statement from the page of the application; return the link as it is shown."""
    click(
        phone, phone.get_by_role("link", name=re.compile(f"依頼する\\s*：{re.escape(name)}")).first
    )
    shot(phone, "part-2-ask")
    press(phone, "リンクを作る")
    see(phone, "このリンクは、申請の状況の画面には出ません。")
    shot(phone, "part-3-asked")
    return str(LINK.findall(main_of(phone).inner_text())[0])


def test_two_employers_fill_in_what_the_parents_asked_them_for(
    phone: Page,
    firm: Page,
    desk: Page,
    accounts: dict[str, dict[str, str]],
    mail: Sink,
) -> None:
    number = apply(phone, accounts["hanako"])
    first = ask(phone, PARENT)
    follow(phone, "申請の状況に戻る")
    wait_for(phone, "メールを送りました")
    assert any(first in text for text in mail.texts())
    hand_in_statement(firm, first)
    wait_for(phone, "受け取りました")
    main_of(phone).get_by_text("受け取った内容を見る").click()
    see(phone, "株式会社小山製作所")
    shot(phone, "part-8-status")
    old = ask(phone, SPOUSE)
    decline(firm, old)
    follow(phone, "申請の状況に戻る")
    see(phone, "すでに退職しています")
    shot(phone, "part-9-declined")
    new = ask(phone, SPOUSE)
    see_only_the_other_parent(firm, new)
    see_in_the_case(desk, accounts["children"], number)
    withdraw(phone, firm, new)


def hand_in_statement(firm: Page, link: str) -> None:
    firm.goto(link)
    see(firm, "小山製作所")
    assert "アレルギー" not in main_of(firm).inner_text()
    shot(firm, "part-4-link")
    follow(firm, "記入を始める")
    shot(firm, "part-5-page")
    press(firm, "次へ進む")
    shot(firm, "part-6-errors")
    employer.fill_in(firm)
    shot(firm, "part-7-check")
    press(firm, "この内容で送る")
    see(firm, "ご記入ありがとうございました")
    shot(firm, "part-7-given")
    firm.goto(link)
    see(firm, "すでに受け取りました")
    shot(firm, "part-7-over")


def decline(firm: Page, link: str) -> None:
    firm.goto(link)
    follow(firm, "記入できないとき")
    press(firm, "書けないことを伝える")
    shot(firm, "part-9-decline")
    firm.locator("#reason").fill("すでに退職しています。")
    press(firm, "書けないことを伝える")
    see(firm, "書けないことを、申請した方にお知らせします。")


def see_only_the_other_parent(firm: Page, link: str) -> None:
    firm.goto(link)
    see(firm, "小山運送")
    assert "小山製作所" not in main_of(firm).inner_text()


def see_in_the_case(desk: Page, account: dict[str, str], number: str) -> None:
    clerk.open_case(desk, account, number)
    see(desk, "株式会社小山製作所")
    see(desk, "記入を待っています")
    shot(desk, "part-10-case")


def withdraw(phone: Page, firm: Page, link: str) -> None:
    follow(phone, "申請の状況に戻る")
    follow(phone, "申請を取り下げる")
    shot(phone, "part-11-withdraw")
    main_of(phone).get_by_role("button", name=re.compile("取り下げる")).first.click()
    firm.goto(link)
    see(firm, "申請が取り下げられました。入力の必要はありません。")
    shot(firm, "part-12-withdrawn")
