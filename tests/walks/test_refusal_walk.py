"""Refusal and withdrawal (却下と取下げ): reasons, how to appeal, and taking an application back."""

import pytest

from tests.walks import clerk, filling
from tests.walks.plan import moved, readings
from tests.walks.steps import follow, main_of, press, receipt_number, see, sign_in, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
REASON = "申請のあった犬は、すでに登録を受けているため（狂犬病予防法第4条第1項ただし書）。"


def apply(phone, resident, code="dog-registration"):
    """Sign in and hand in one application; return its number."""
    phone.goto("/my/")
    sign_in(phone, resident)
    filling.begin(phone, code)
    filling.fill_all(phone, code)
    filling.hand_in(phone)
    number = receipt_number(phone)
    follow(phone, "この申請の状況を見る")
    return number


def flat(text):
    """Return the text of a PDF without its line breaks."""
    return "".join(text.split())


def test_a_refusal_gives_reasons_and_says_how_to_appeal(phone, desk, accounts):
    number = apply(phone, accounts["taro"])
    clerk.open_case(desk, accounts["environment"], number)
    clerk.take(desk)
    clerk.decide(desk, "登録できません")
    see(desk, "理由")
    assert main_of(desk).locator(".error-summary").count(), "a refusal needs a reason"
    clerk.decide(desk, "登録できません", REASON)
    see(desk, "決定済み")
    wait_for(phone, "登録できません")
    see(phone, REASON)
    address = main_of(phone).get_by_role("link", name="通知書を見る").get_attribute("href")
    notice = flat(clerk.text_of_pdf(phone, address))
    assert "犬の登録申請却下通知書" in notice
    assert flat(REASON) in notice
    assert "3か月以内に、小山町長に対して審査請求をすることができます" in notice
    assert "6か月以内に、小山町を被告として" in notice


def test_an_application_taken_back_is_over_for_the_clerk_as_well(phone, desk, town, accounts):
    before = readings(town)
    number = apply(phone, accounts["taro"])
    follow(phone, "申請を取り下げる")
    press(phone, "取り下げる")
    see(phone, "申請を取り下げました")
    assert not main_of(phone).get_by_role("link", name="申請を取り下げる").count()
    desk.goto("/staff/")
    sign_in(desk, accounts["environment"])
    desk.goto("/staff/")
    assert number not in main_of(desk).inner_text()
    after = readings(town)
    assert moved(before["I02-2"], after["I02-2"]) == (1, 1)
