"""The form editor (様式の編集): a clerk changes a form, the head publishes it, people see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.walks import filling
from tests.walks.steps import click, follow, main_of, press, see, sign_in, sign_out, tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
DOG = "/staff/procedures/forms/dog-registration/"
QUESTION = "マイクロチップを付けた病院"


def add_a_question(desk: Page) -> None:
    """Add an optional line of text at the end of the last page."""
    desk.goto("/staff/procedures/")
    follow(desk, "様式の編集")
    click(desk, main_of(desk).get_by_role("link", name="犬の登録", exact=True))
    desk.locator(f"a[href='{DOG}pages/details/new/']").click()
    follow(desk, "1行の文字")
    desk.get_by_label("質問の文（日本語）").fill(QUESTION)
    desk.get_by_label("質問の文（やさしい日本語）").fill("マイクロチップを つけた 病院")
    desk.get_by_label("質問の文（英語）").fill("Clinic that fitted the chip")
    tap(desk, "required", "no")
    press(desk, "下書きに保存する")
    see(desk, QUESTION)


def ask_it_only_for_chips(desk: Page) -> None:
    """Put the condition together from boxes."""
    row = main_of(desk).get_by_role("row", name=re.compile(QUESTION))
    click(desk, row.get_by_role("link", name=re.compile("条件")))
    desk.get_by_label("条件1の項目").select_option(label="マイクロチップ")
    press(desk, "欄を更新する・条件を増やす")
    desk.get_by_label("条件1の値").select_option(label="装着している")
    press(desk, "下書きに保存する")
    see(desk, "条件：「マイクロチップ」が「装着している」のとき")


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


def fill_in_to_the_last_page(page: Page) -> None:
    """Begin a dog registration for a dog with a chip, and come to its last page."""
    filling.begin(page, "dog-registration")
    for _ in range(2):
        filling.fill_page(page, "dog-registration", filling.example_of("dog-registration", 1))
        press(page, "次へ進む")


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
    fill_in_to_the_last_page(phone)
    see(phone, QUESTION)
