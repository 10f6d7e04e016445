"""Both spouses sign the subsidy for newly-weds (連署): the second from another phone."""

import os
import re

import pytest
from playwright.sync_api import Page

from tests.walks import clerk, filling
from tests.walks.conftest import DESKTOP, PHONE
from tests.walks.steps import follow, main_of, press, receipt_number, see, sign_in
from tests.walks.test_parts_walk import firm

__all__ = ["firm"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
CODE = "marriage-support"
LINK = re.compile(r"http://\S+/part/[A-Z0-9-]+/")


def shot(page: Page, name: str) -> None:
    if where := os.environ.get("SHOTS"):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.screenshot(path=f"{where}/{name}-{size['width']}.png", full_page=True)


def ask(phone: Page, resident: dict[str, str]) -> str:
    """Apply, and return the link for the spouse: nothing is handed in yet."""
    phone.goto("/my/")
    sign_in(phone, resident)
    filling.begin(phone, CODE)
    answers = {**filling.example_of(CODE), "spouse_consent": "online"}
    filling.fill_all(phone, CODE, answers)
    press(phone, "この内容で申請する")
    see(phone, "署名を待っています")
    shot(phone, "cosign-1-waiting")
    return str(LINK.findall(main_of(phone).inner_text())[0])


def test_what_a_spouse_must_sign_is_handed_in_with_the_last_signature(
    phone: Page, firm: Page, desk: Page, accounts: dict[str, dict[str, str]]
) -> None:
    link = ask(phone, accounts["taro"])
    firm.goto(link)
    see(firm, "次の内容がすべて申請されます")
    shot(firm, "cosign-2-sign")
    press(firm, "この内容に署名する")
    see(firm, "お名前を入力してください")
    firm.locator("#name").fill("小山 さくら")
    press(firm, "この内容に署名する")
    see(firm, "申請書に書かれたお名前（小山 健）と違います")
    firm.locator("#name").fill("小山 健")
    press(firm, "この内容に署名する")
    see(firm, "署名を受け取りました")
    shot(firm, "cosign-3-signed")
    firm.goto(link)
    shot(firm, "cosign-4-over")
    see(firm, "すでに署名を受け取りました。")
    phone.reload()
    number = receipt_number(phone)
    shot(phone, "cosign-5-done")
    follow(phone, "この申請の状況を見る")
    see(phone, "が署名しました")
    shot(phone, "cosign-6-status")
    clerk.open_case(desk, accounts["planning"], number)
    see(desk, "小山 健")
    shot(desk, "cosign-7-case")


def test_who_refuses_is_heard_and_the_answers_can_be_changed(
    phone: Page, firm: Page, accounts: dict[str, dict[str, str]]
) -> None:
    link = ask(phone, accounts["hanako"])
    firm.goto(link)
    firm.locator("#reason").fill("口座が違います。")
    press(firm, "署名しない")
    see(firm, "署名しないことを、申請した方に伝えます。")
    shot(firm, "cosign-8-refused")
    phone.goto("/applications/")
    shot(phone, "cosign-9-mine")
    follow(phone, "署名の状況を見る")
    see(phone, "口座が違います。")
    see(phone, "このままでは申請されません")
    shot(phone, "cosign-9-refused")
    press(phone, "署名を取り消して内容を直す")
    see(phone, "まだ申請は終わっていません")
    press(phone, "この内容で申請する")
    again = LINK.findall(main_of(phone).inner_text())[0]
    firm.goto(link)
    see(firm, "この依頼では署名できません")
    firm.goto(again)
    see(firm, "次の内容がすべて申請されます")
