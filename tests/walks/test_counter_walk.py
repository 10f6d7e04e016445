"""The telephone and the counter (電話と窓口): a clerk fills in for a resident on the same pages."""

import pytest

from tests.walks import clerk, filling
from tests.walks.plan import moved, readings
from tests.walks.steps import follow, main_of, press, receipt_number, see, sign_in, tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def find_resident(desk):
    """Find the resident who is on the telephone."""
    desk.goto("/staff/counter/")
    desk.locator("#kana, #id_kana").fill("フジミ ウメ")
    desk.locator("#birth_on, #id_birth_on").fill("昭和21年2月20日")
    press(desk, "探す")
    see(desk, "富士見 うめ")


def fill_in_for(desk, code, channel):
    """Fill in a procedure for the resident found."""
    desk.locator("#procedure").select_option(code)
    tap(desk, "channel", channel)
    press(desk, "入力を始める")
    see(desk, "富士見 うめ 様")
    filling.fill_all(desk, code)
    see(desk, "読み上げ")
    press(desk, "読み上げて確認したので受け付ける")
    return receipt_number(desk)


@pytest.mark.parametrize(("channel", "word"), [("phone", "電話"), ("counter", "窓口")])
def test_a_clerk_fills_in_for_a_resident(desk, town, accounts, channel, word):
    before = readings(town)
    sign_in(desk, accounts["environment"])
    find_resident(desk)
    number = fill_in_for(desk, "bulky-waste", channel)
    paper = main_of(desk).get_by_role("link", name="記入済みの申請書を印刷する")
    assert "藤曲" in clerk.text_of_pdf(desk, paper.get_attribute("href"))
    clerk.open_case(desk, accounts["environment"], number)
    see(desk, f"（{word}）")
    online, all_ways = moved(before["I02-2"], readings(town)["I02-2"])
    assert (online, all_ways) == (0, 1)


def test_the_resident_sees_what_was_filled_in_for_her(desk, phone, accounts):
    sign_in(desk, accounts["environment"])
    find_resident(desk)
    number = fill_in_for(desk, "bulky-waste", "phone")
    sign_in(phone, accounts["ume"])
    phone.goto("/applications/")
    assert number in main_of(phone).inner_text()
    follow(phone, "粗大ごみ")
