"""The card (マイナンバーカード): added once, then used to sign in and to sign an application."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.walks import clerk, filling
from tests.walks.pictures import shot
from tests.walks.plan import moved, readings
from tests.walks.steps import (
    follow,
    main_of,
    press,
    receipt_number,
    see,
    sign_in,
    sign_out,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PIN, PASSWORD, HANAKO = "1234", "ABC123", "花子（有効）"
PROCEDURE = "child-allowance"


def use_card(phone: Page, card: str, secret: str, button: str) -> None:
    """Hold a card to the provider's page and type what it asks for."""
    phone.get_by_label(re.compile(card)).first.check()
    phone.locator("#secret").fill(secret)
    shot(phone, f"card-{button}")
    phone.get_by_role("button", name=button, exact=True).click()
    phone.wait_for_load_state()


def add_card(phone: Page, resident: dict[str, str]) -> None:
    """Add the card to an account that has a password; a stranger's card is refused."""
    phone.goto("/me/cards/")
    sign_in(phone, resident)
    follow(phone, "カードを読み取って追加する")
    use_card(phone, "若葉", PIN, "認証する")
    see(phone, "登録情報と違います")
    phone.goto("/me/cards/")
    follow(phone, "カードを読み取って追加する")
    use_card(phone, HANAKO, PIN, "認証する")
    see(phone, "この登録を外す")
    shot(phone, "cards")
    sign_out(phone)


def sign_in_with_card(phone: Page) -> None:
    phone.goto("/sign-in/?next=/my/")
    follow(phone, "マイナンバーカードでサインイン")
    use_card(phone, HANAKO, PIN, "認証する")
    expect(phone.locator("header").first).to_contain_text("小山 花子")


def sign(phone: Page) -> None:
    """Sign the answers with the card."""
    see(phone, "まだ申請は終わっていません")
    shot(phone, "confirm-unsigned")
    press(phone, "マイナンバーカードで署名する")
    if phone.get_by_role("link", name="署名の画面へ進む").count():
        follow(phone, "署名の画面へ進む")
    use_card(phone, HANAKO, PASSWORD, "署名する")
    see(phone, "この内容への署名を確かめました")
    shot(phone, "confirm-signed")


def book_pick_up(phone: Page) -> None:
    """Book the time to pick up a new card at the counter."""
    phone.goto("/bookings/at/card-issue/")
    main_of(phone).locator("a.booking-slot").first.click()
    press(phone, "予約する")
    see(phone, "予約ができました")
    see(phone, "交付通知書")
    shot(phone, "card-issue-booked")


def test_the_card_signs_in_signs_an_application_and_is_booked(phone, desk, town, accounts):
    before = readings(town)
    add_card(phone, accounts["hanako"])
    sign_in_with_card(phone)
    filling.begin(phone, PROCEDURE)
    filling.fill_all(phone, PROCEDURE)
    sign(phone)
    press(phone, "この内容で申請する")
    number = receipt_number(phone)
    clerk.open_case(desk, accounts["children"], number)
    see(desk, "電子署名")
    shot(desk, "case-signed")
    book_pick_up(phone)
    after = readings(town)
    assert moved(before["I01-3"], after["I01-3"]) == (1, 1)
