"""The card (マイナンバーカード): added once, then used to sign in and to sign an application."""

import pytest
from playwright.sync_api import Page

from tests.walks import clerk, filling
from tests.walks.card import PIN, add_card, sign, sign_in_with_card, use_card
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
PROCEDURE = "child-allowance"


def refuse_a_strangers_card(phone: Page, resident: dict[str, str]) -> None:
    """A card of somebody else is not added to the account."""
    phone.goto("/me/cards/")
    sign_in(phone, resident)
    follow(phone, "カードを読み取って追加する")
    use_card(phone, "若葉", PIN, "認証する")
    see(phone, "登録情報と違います")
    sign_out(phone)


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
    refuse_a_strangers_card(phone, accounts["hanako"])
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
