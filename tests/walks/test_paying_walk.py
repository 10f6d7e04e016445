"""A fee paid on the phone (手数料の支払い): form, the provider's page, decision, notice."""

import pytest
from playwright.sync_api import Page

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
    wait_for,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def apply(phone: Page, resident: dict[str, str], code: str) -> str:
    """Sign in and hand in one application; return its number."""
    phone.goto("/my/")
    sign_in(phone, resident)
    filling.begin(phone, code)
    filling.fill_all(phone, code)
    filling.hand_in(phone)
    return receipt_number(phone)


def pay_by_card(phone: Page) -> None:
    """From the town's page to the provider's, and back."""
    follow(phone, "支払いへ進む")
    see(phone, "支払い方法を選ぶ")
    shot(phone, "pay")
    press(phone, "クレジットカードで支払う")
    follow(phone, "支払いのページへ進む")
    see(phone, "これは見本です")
    press(phone, "支払う")
    wait_for(phone, "お支払いを確認しました")
    shot(phone, "paid")
    follow(phone, "手続きのページに戻る")
    wait_for(phone, "手数料のお支払いが済んでいます")


def see_notice(phone: Page, said: str) -> None:
    """The notice is there once it is decided, and only then."""
    wait_for(phone, "結果が出ました")
    address = main_of(phone).get_by_role("link", name="通知書を見る").get_attribute("href")
    assert said in "".join(clerk.text_of_pdf(phone, address).split())
    receipt = main_of(phone).get_by_role("link", name="領収証書").get_attribute("href")
    assert "領収証書" in "".join(clerk.text_of_pdf(phone, receipt).split())


def test_a_resident_pays_on_the_phone_and_gets_the_notice(phone, desk, town, accounts):
    before = readings(town)
    number = apply(phone, accounts["hanako"], "bulky-waste")
    see(phone, "手数料をお支払いください")
    shot(phone, "done")
    clerk.open_case(desk, accounts["environment"], number)
    see(desk, "支払い待ち")
    shot(desk, "case-waiting")
    clerk.decide(desk, "収集します")
    see(desk, "手数料の支払いがまだです")
    pay_by_card(phone)
    shot(phone, "status-paid")
    clerk.open_case(desk, accounts["environment"], number)
    wait_for(desk, "入金済み")
    desk.goto("/staff/cases/?payment=paid")
    see(desk, number)
    shot(desk, "queue")
    clerk.open_case(desk, accounts["environment"], number)
    clerk.decide(desk, "収集します")
    see(desk, "決定済み")
    see_notice(phone, "粗大ごみ収集のお知らせ")
    after = readings(town)
    assert moved(before["I03-1"], after["I03-1"]) == (1, 1)


@pytest.mark.further
def test_a_clerk_fixes_the_amount_and_the_resident_pays_it(phone, desk, accounts):
    number = apply(phone, accounts["taro"], "family-register")
    see(phone, "（見込み）")
    see(phone, "担当者が額を確かめてから、支払いのお願いをお送りします。")
    follow(phone, "この申請の状況を見る")
    clerk.open_case(desk, accounts["welfare"], number)
    follow(desk, "手数料と支払いの画面を開く")
    shot(desk, "fee-to-fix")
    desk.get_by_label("手数料の額").fill("900")
    press(desk, "この額で請求する")
    see(desk, "理由を入力してください")
    desk.get_by_label("理由").fill("2通必要なため")
    press(desk, "この額で請求する")
    see(desk, "請求番号")
    shot(desk, "fee-asked")
    wait_for(phone, "900円")
    pay_by_card(phone)
    clerk.open_case(desk, accounts["welfare"], number)
    wait_for(desk, "入金済み")
    shot(desk, "case-paid")
    clerk.decide(desk, "交付できます")
    see_notice(phone, "戸籍証明書の準備ができました")
