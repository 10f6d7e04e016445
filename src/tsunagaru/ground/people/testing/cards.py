"""Cards in tests (テスト用のカード): a stand-in of the provider, and people who hold a card."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from tsunagaru.ground.people.gateways.card.keys import made_once
from tsunagaru.ground.people.gateways.card.provider import forget as forget_provider
from tsunagaru.ground.people.gateways.card_simulator import Knobs, Realm, Running
from tsunagaru.ground.people.gateways.card_simulator.cards import SIGN_PASSWORD
from tsunagaru.ground.people.gateways.card_simulator.holder import consent


@contextmanager
def a_card_provider(folder: Path) -> Iterator[Realm]:
    """Run a stand-in of the card provider, with our key at it in a folder (認証サーバーの模擬)."""
    key = folder / "client.json"
    made_once(key)
    with Running(Realm(client="tsunagaru", client_key=key)) as realm:
        realm.publish(folder / "authorities")
        yield realm


def use_card_provider(realm: Realm, settings: Any) -> Realm:  # noqa: ANN401 - pytest-django's fixture
    """Make a running stand-in as good as new, and let the settings lead to it."""
    forget_provider()
    realm.knobs = Knobs()
    realm.wrong.clear()
    settings.TSUNAGARU_CARD_ISSUER = realm.issuer
    settings.TSUNAGARU_CARD_CLIENT = realm.client
    settings.TSUNAGARU_CARD_KEY = realm.client_key
    settings.TSUNAGARU_CARD_AUTHORITIES = realm.client_key.with_name("authorities")
    settings.TSUNAGARU_CARD_REVOCATION = f"{realm.base}/ca"
    return realm


def read_card(client: Client, card: str, page: str = "people:card", wanted: str = "") -> str:
    """Begin at a page, hold a card to the reader, and return the way back, not yet gone."""
    asked = client.get(reverse(page), {"next": wanted} if wanted else None)["Location"]
    return consent(asked, card)


def sign_with_card(asked: str, card: str) -> str:
    """Sign with a card at the address one was sent to; return the way back, not yet gone."""
    return consent(asked, card, SIGN_PASSWORD)


def sign_in_with_card(
    client: Client, card: str, *, attributes: bool = False, wanted: str = ""
) -> Any:  # noqa: ANN401 - a test client's response
    """Sign a test client in with a card, by all steps (カードでのサインイン).

    Args:
        attributes: whether the four attributes are read as well, to find a record.
    """
    page = "people:card_attributes" if attributes else "people:card"
    return client.get(read_card(client, card, page, wanted))
