"""Passkeys (パスキー): made with a device of one's own, then used instead of the password."""

import re

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import PATIENCE_MS, PHONE
from tests.walks.steps import follow, heading, main_of, press, see, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
NAME = "わたしのスマホ"
# A phone whose screen lock knows its owner; chromium's own, driven over its protocol.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def smartphone(browser, town):
    """A phone with JavaScript and an authenticator."""
    context = browser.new_context(viewport=PHONE, locale="ja-JP", base_url=town.address)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    id_ = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    yield page, device, id_
    context.close()


def add_passkey(page):
    page.goto("/me/sign-in/")
    follow(page, "パスキーを追加する")
    page.fill("[name=name]", NAME)
    press(page, "パスキーを作る")
    see(page, "今だけ表示されます")
    see(page, "パスキーや認証アプリのコードのかわりに")
    assert main_of(page).locator(".code").count() == 10
    follow(page, "保管しました")
    see(page, NAME)


def test_a_passkey_is_added_and_signs_in(smartphone, accounts):
    page, device, id_ = smartphone
    sign_in(page, accounts["hanako"])
    add_passkey(page)
    sign_out(page)
    page.goto("/sign-in/?next=/me/sign-in/")
    press(page, "パスキーでサインイン")
    expect(page).to_have_url(re.compile("/me/sign-in/$"))
    (kept,) = device.send("WebAuthn.getCredentials", {"authenticatorId": id_})["credentials"]
    assert kept["isResidentCredential"]
    sign_out(page)
    second_step(page, accounts["hanako"])
    page.goto("/me/sign-in/")
    press(page, f"「{NAME}」を削除する")
    see(page, "登録したパスキーはありません。")


def second_step(page, account):
    """The password alone is not enough any more; a person who is not verified gets no further."""
    page.goto("/sign-in/")
    page.fill("#login", account["login"])
    page.fill("#password", account["password"])
    press(page, "サインインする")
    assert heading(page) == "もう一つの確認"
    press(page, "パスキーで確認する")
    expect(page).not_to_have_url(re.compile("/sign-in/second/"))


def test_a_device_that_does_not_know_its_owner_is_refused(smartphone, accounts):
    page, device, id_ = smartphone
    sign_in(page, accounts["hanako"])
    page.goto("/me/sign-in/passkeys/")
    unsure = {"authenticatorId": id_, "isUserVerified": False}
    device.send("WebAuthn.setUserVerified", unsure)
    page.fill("[name=name]", NAME)
    press(page, "パスキーを作る")
    see(page, "パスキーを使えませんでした")
    page.goto("/me/sign-in/")
    see(page, "登録したパスキーはありません。")
