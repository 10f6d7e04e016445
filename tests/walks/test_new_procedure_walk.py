"""A new procedure (新しい手続き): made in the browser, published, found, applied for, decided."""

import pytest
from playwright.sync_api import Page, expect

from tests.walks import clerk, filling
from tests.walks.steps import (
    click,
    follow,
    main_of,
    press,
    problems,
    receipt_number,
    see,
    sign_in,
    sign_out,
    tap,
    wait_for,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
CODE, NAME = "cat-notification", "飼い猫の届出"
FORM = f"/staff/procedures/forms/{CODE}/"
QUESTION = "猫を飼う場所は、小山町内ですか"
ELSEWHERE = "猫を飼う場所の市区町村に届け出てください。"
HEAD = {
    "code": CODE,
    "name_ja": NAME, "name_easy": "飼い猫の とどけ", "name_en": "Notification of a cat",
    "summary_ja": "猫を飼い始めた方の届出です。", "summary_easy": "猫を 飼う とどけです。",
    "summary_en": "Tell the town that you keep a cat.",
    "who_ja": "町内で猫を飼う方", "who_easy": "猫を 飼う 人", "who_en": "Anyone with a cat",
    "laws": "小山町飼い猫の適正な飼養に関する条例｜第3条", "keywords": "ねこ、ニャンコ",
}  # fmt: skip
ANSWERS = {
    "applicant": {"family": "小山", "given": "花子",
                  "family_kana": "コヤマ", "given_kana": "ハナコ"},
    "address": {"postal_code": "410-1395", "prefecture": "静岡県", "city": "駿東郡小山町",
                "town": "藤曲", "street": "57番地の2"},
    "phone": "0550761111", "details": "三毛猫を1匹飼い始めました。",
}  # fmt: skip
KINDS = {"applicant": "person", "address": "address", "phone": "phone", "details": "textarea"}


def begin(desk: Page) -> None:
    """Begin the procedure from the blank form; what is missing is told first."""
    desk.goto("/staff/procedures/")
    follow(desk, "様式の編集")
    follow(desk, "新しい手続きを作る")
    press(desk, "下書きを作る")
    assert "手続きの名称（日本語）を入力してください。" in problems(desk)
    for box, text in HEAD.items():
        desk.locator(f"[id='{box}']").fill(text)
    press(desk, "下書きを作る")
    see(desk, "まだ公開していません")


def ask_where_it_lives(desk: Page) -> None:
    """Ask before the application, and say what an answer means; a mistake is told beside it."""
    follow(desk, "対象の確認")
    desk.get_by_label("最初の質問の文（日本語）").fill(QUESTION)
    press(desk, "対象の確認を作る")
    follow(desk, "対象の確認の結果を追加する")
    desk.get_by_label("知らせる文（日本語）").fill(ELSEWHERE)
    desk.get_by_label("条件1の項目").select_option(label=QUESTION)
    desk.get_by_label("条件1の値").fill("たぶん")
    press(desk, "下書きに保存する")
    expect(desk.locator("#condition-error")).to_contain_text("選択肢は、はい、いいえ です")
    press(desk, "欄を更新する・条件を増やす")
    desk.get_by_label("条件1の値").select_option(label="いいえ")
    press(desk, "下書きに保存する")
    see(desk, f"「{QUESTION}」が「いいえ」のとき")


def say_what_is_issued(desk: Page) -> None:
    """Give the notice its own words and repeat an answer in it."""
    desk.goto(f"{FORM}things/outcome/1/")
    desk.get_by_label("通知書の題名（日本語）").fill("飼い猫の届出済証")
    desk.get_by_label("通知書に載せる答え1", exact=False).first.select_option(value="details")
    press(desk, "下書きに保存する")
    see(desk, "飼い猫の届出済証")


def say_what_it_costs(desk: Page) -> None:
    """Give it a fee and say when that is asked for; see both in the test run."""
    desk.goto(f"{FORM}things/fee/1/")
    desk.get_by_label("手数料（円）").fill("300")
    desk.get_by_label("手数料の説明（日本語）").fill("300円。窓口で支払います。")
    press(desk, "下書きに保存する")
    follow(desk, "支払いを追加する")
    tap(desk, "when", "counter")
    tap(desk, "prepay", "false")
    press(desk, "下書きに保存する")
    see(desk, "窓口で請求する（期限は14日）")
    desk.goto(f"{FORM}trial/")
    see(desk, "300円")
    see(desk, "窓口で請求する")


def try_the_check(desk: Page) -> None:
    """See in the test run what the answer means."""
    desk.goto(f"{FORM}trial/?form=check")
    tap(desk, "choice_1", "no")
    press(desk, "次へ進む")
    see(desk, ELSEWHERE)


def publish(desk: Page, accounts: dict[str, dict[str, str]]) -> None:
    """Ask for it; the head looks at the differences and publishes."""
    desk.goto(f"{FORM}changes/")
    press(desk, "公開を依頼する")
    sign_out(desk)
    sign_in(desk, accounts["environment-head"])
    desk.goto("/staff/")
    follow(desk, f"様式の公開：{NAME}")
    see(desk, QUESTION)
    tap(desk, "untranslated", "1")
    press(desk, "公開する")
    see(desk, "公開しました")
    sign_out(desk)


def apply_for_it(phone: Page) -> str:
    """Find it by a word of one's own, check, fill in and hand in."""
    phone.goto("/procedures/?q=ニャンコ")
    follow(phone, NAME)
    phone.goto(f"/apply/{CODE}/check/")
    tap(phone, "choice_1", "no")
    click(phone, main_of(phone).get_by_role("button").first)
    see(phone, ELSEWHERE)
    filling.begin(phone, CODE)
    for codes in (("applicant", "address", "phone"), ("details",)):
        for code in codes:
            filling.answer(phone, code, KINDS[code], ANSWERS[code])
        if "details" in codes:
            tap(phone, "correct", "on")
        press(phone, "次へ進む")
    filling.hand_in(phone)
    return receipt_number(phone)


def test_a_clerk_makes_a_procedure_and_a_resident_uses_it(desk, phone, accounts):
    phone.goto("/procedures/?q=ニャンコ")
    see(phone, "見つかりませんでした")
    sign_in(desk, accounts["environment"])
    begin(desk)
    ask_where_it_lives(desk)
    say_what_is_issued(desk)
    say_what_it_costs(desk)
    try_the_check(desk)
    assert phone.goto(f"/procedures/{CODE}/").status == 404
    publish(desk, accounts)
    number = apply_for_it(phone)
    clerk.open_case(desk, accounts["environment"], number)
    clerk.take(desk)
    clerk.decide(desk, "認めます")
    wait_for(desk, "認めます")
    see(desk, "決定")
