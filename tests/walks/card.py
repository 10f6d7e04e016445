"""What a resident does with the card (カードの動作): added once, used to sign in and to sign."""

import re

from playwright.sync_api import Page, expect

from tests.walks.pictures import shot
from tests.walks.steps import follow, main_of, press, see, sign_in, sign_out

PIN, PASSWORD, HANAKO = "1234", "ABC123", "花子（有効）"
MUST_BE_SIGNED = "この手続きには、マイナンバーカードでの電子署名が必要です"
NEEDS_CARD = ("card", "card_signature")


def use_card(phone: Page, card: str, secret: str, button: str) -> None:
    """Hold a card to the provider's page and type what it asks for."""
    phone.get_by_label(re.compile(card)).first.check()
    phone.locator("#secret").fill(secret)
    shot(phone, f"card-{button}")
    phone.get_by_role("button", name=button, exact=True).click()
    phone.wait_for_load_state()


def add_card(phone: Page, resident: dict[str, str]) -> None:
    """Add the card to an account that has a password, unless that was done before."""
    phone.goto("/me/cards/")
    sign_in(phone, resident)
    phone.goto("/me/cards/")
    if "この登録を外す" not in main_of(phone).inner_text():
        follow(phone, "カードを読み取って追加する")
        use_card(phone, HANAKO, PIN, "認証する")
        see(phone, "この登録を外す")
    shot(phone, "cards")
    sign_out(phone)


def sign_in_with_card(phone: Page) -> None:
    phone.goto("/sign-in/?next=/my/")
    follow(phone, "マイナンバーカードでサインイン")
    use_card(phone, HANAKO, PIN, "認証する")
    expect(phone.locator("header").first).to_contain_text("小山 花子")


def sign(phone: Page) -> None:
    """Sign the answers with the card."""
    see(phone, "まだ申請は終わっていません")
    shot(phone, "confirm-unsigned")
    press(phone, "マイナンバーカードで署名する")
    if phone.get_by_role("link", name="署名の画面へ進む").count():
        follow(phone, "署名の画面へ進む")
    use_card(phone, HANAKO, PASSWORD, "署名する")
    see(phone, "この内容への署名を確かめました")
    shot(phone, "confirm-signed")
