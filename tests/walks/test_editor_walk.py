"""The form editor (様式の編集): a clerk changes a form, the head publishes it, people see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.walks.filling import BEGIN
from tests.walks.steps import click, follow, main_of, press, see, sign_in, sign_out, tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
DOG = "/staff/procedures/forms/dog-registration/"
QUESTION = "マイクロチップを付けた病院"


def add_a_question(desk: Page) -> None:
    """Add an optional line of text at the end of the last page."""
    desk.goto("/staff/procedures/")
    follow(desk, "様式の編集")
    follow(desk, "犬の登録")
    desk.get_by_role("link", name="このページに項目を追加する：追加の確認").click()
    follow(desk, "1行の文字")
    desk.get_by_label("質問の文（日本語）").fill(QUESTION)
    desk.get_by_label("質問の文（やさしい日本語）").fill("マイクロチップを つけた 病院")
    desk.get_by_label("質問の文（英語）").fill("Clinic that fitted the chip")
    tap(desk, "required", "no")
    press(desk, "下書きに保存する")
    see(desk, QUESTION)


def ask_it_only_for_chips(desk: Page) -> None:
    """Put the condition together from boxes."""
    desk.get_by_role("link", name=f"条件：{QUESTION}").click()
    desk.get_by_label("条件1の項目").select_option(label="マイクロチップ")
    press(desk, "欄を更新する・条件を増やす")
    desk.get_by_label("条件1の値").select_option(label="装着している")
    press(desk, "下書きに保存する")
    see(desk, "microchip ==")


def look_at_it(desk: Page) -> None:
    """Open the preview in English on both widths."""
    desk.goto(f"{DOG}preview/?page=details&speech=en")
    for width in (360, 1280):
        frame = desk.frame_locator(f"iframe[width='{width}']")
        expect(frame.locator("main")).to_contain_text("Clinic that fitted the chip")


def try_the_condition(desk: Page) -> None:
    """See in the test run that the condition is listed and does not hold yet."""
    desk.goto(f"{DOG}trial/")
    row = main_of(desk).get_by_role("row", name=re.compile(QUESTION))
    expect(row).to_contain_text("表示しない")


def begin_as_resident(page: Page) -> None:
    """Begin a dog registration and come to its first page."""
    page.goto("/apply/dog-registration/")
    click(page, main_of(page).get_by_role("button", name=BEGIN).first)


def test_a_clerk_changes_a_form_and_the_head_publishes_it(desk, phone, accounts):
    sign_in(desk, accounts["environment"])
    add_a_question(desk)
    ask_it_only_for_chips(desk)
    look_at_it(desk)
    try_the_condition(desk)
    desk.goto(f"{DOG}changes/")
    see(desk, f"「{QUESTION}」（1行の文字）が追加されました。")
    press(desk, "公開を依頼する")
    sign_out(desk)
    sign_in(desk, accounts["environment-head"])
    desk.goto("/staff/")
    follow(desk, "様式の公開：犬の登録")
    press(desk, "公開する")
    see(desk, "公開しました")
    phone.goto("/api/procedures/dog-registration")
    assert QUESTION in phone.content()
    begin_as_resident(phone)
    see(phone, "飼い主の氏名")
