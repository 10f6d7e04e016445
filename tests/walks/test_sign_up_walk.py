"""Signing up (利用者登録): told on a phone, done by the link of a real e-mail on another device."""

import re

import pytest

from tests.walks.steps import follow, heading, main_of, press, see, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
PASSWORD = "a long password of mine"
NEW = "another long password"
JIRO = {
    "family": "小山",
    "given": "次郎",
    "kana_family": "こやま",
    "kana_given": "じろう",
    "birth_on": "平成2年3月4日",
    "email": "jiro@example.jp",
    "password": PASSWORD,
}


def link_in(mail, words):
    """Wait for the letter that holds these words and return the link in it."""
    found = until(
        lambda: [text for text in mail.texts() if words in text],
        lambda: f"{words} のメールが届きません",
    )
    (link,) = re.findall(r"https?://\S+", found[-1])
    return link


def type_in(page, **values):
    for name, value in values.items():
        page.fill(f"[name={name}]", value)


def sign_up(page):
    page.goto("/sign-up/")
    type_in(page, **JIRO)
    main_of(page).locator("label[for=agree]").click()
    press(page, "確認のメールを送る")
    see(page, "jiro@example.jp に、確認のメールを送りました")


def test_signing_up_and_forgetting_the_password_take_an_e_mail_each(phone, desk, mail):
    sign_up(phone)
    desk.goto(link_in(mail, "利用者登録の申込みがありました"))
    type_in(desk, password=PASSWORD)
    press(desk, "登録を終える")
    desk.goto("/me/")
    see(desk, "小山 次郎")
    sign_up(phone)
    assert link_in(mail, "すでに登録があります").endswith("/sign-in/?lang=ja")
    phone.goto("/sign-in/")
    follow(phone, "パスワードを忘れたとき")
    type_in(phone, email="jiro@example.jp")
    press(phone, "メールを送る")
    phone.goto(link_in(mail, "パスワードの再設定の申込みがありました"))
    type_in(phone, password=NEW, again=NEW)
    press(phone, "変更する")
    desk.goto("/me/")
    assert heading(desk) == "サインイン", "every session ends with the new password"
    type_in(desk, login="jiro@example.jp", password=NEW)
    press(desk, "サインインする")
    see(desk, "小山 次郎")
