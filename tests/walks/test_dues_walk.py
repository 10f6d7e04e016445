"""The dues of an association (会費): a household written down, a year settled, money collected."""

import pytest

from tests.walks.clerk import appoint_head
from tests.walks.pictures import shot
from tests.walks.steps import follow, main_of, press, see, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
CLERK = "general-affairs"


def settle(phone):
    """Write a household down, and settle the year."""
    phone.goto("/circulars/")
    follow(phone, "吉久保第二区の役職のページ")
    follow(phone, "吉久保第二区の会費")
    follow(phone, "会員世帯")
    for name in ("見本 ツネ", "見本 ヨネ"):
        phone.locator("[name=name]").fill(name)
        press(phone, "登録する")
        see(phone, name)
    shot(phone, "members")
    follow(phone, "吉久保第二区の会費")
    phone.locator("[name=amount_yen]").fill("3,600")
    press(phone, "会費を決める")
    see(phone, "残り 7,200円")


def collect(phone):
    """Take a part, take it back, and take the whole."""
    follow(phone, "見本 ツネ")
    phone.locator("[name=amount_yen]").first.fill("1,000")
    press(phone, "集金を記録する")
    see(phone, "残り 2,600円")
    main_of(phone).get_by_text("この集金を訂正する", exact=True).first.click()
    phone.locator("[name=reason]").first.fill("となりの家の分でした")
    press(phone, "この集金を訂正する")
    see(phone, "番号 1の訂正")
    press(phone, "集金を記録する")
    see(phone, "納入済み")
    shot(phone, "due")


def test_money_is_collected_in_parts_and_a_mistake_stays_in_sight(desk, phone, accounts):
    desk.goto("/staff/")
    sign_in(desk, accounts[CLERK])
    appoint_head(desk, "d40", ("ミホン ウメ", "1946-02-20"))
    phone.goto("/circulars/")
    sign_in(phone, accounts["ume"])
    settle(phone)
    book = phone.url
    collect(phone)
    phone.goto(book)
    see(phone, "残り 3,600円")
    shot(phone, "book")
    answer = phone.request.get(f"{book}totals.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    phone.goto("/dues/")
    see(phone, "この世帯の会費の記録は見つかりません")
    shot(phone, "own-dues")
    assert desk.goto(book).status == 404  # the town's staff see nobody's dues
