"""Connecting a browser to a resident's registration (ブラウザーの通知の登録)."""

from datetime import datetime

from django.db import transaction

from tsunagaru.engines.messages.gateways import push_sealing
from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.models import Contact, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.rules.addresses import CannotRead, address_form
from tsunagaru.engines.messages.services.subscribing import CannotAdd, add_address

BROWSERS = 10  # of one person; more is a fault of a page, not a wish
LONGEST = 2_000


class CannotConnect(Exception):
    """The browser is not connected (つなげません).

    Args:
        sentence: why, for the resident.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


UNREADABLE = "ブラウザーから正しい情報が届きませんでした。もう一度お試しください。"
ANOTHERS = (
    "このブラウザーは、別の方のお知らせに登録されています。"
    "その方の画面で受取りをやめてから、もう一度お試しください。"
)
TOO_MANY = "登録できるブラウザーは10台までです。使わないものの受取りをやめてからお試しください。"


@transaction.atomic
def connect_browser(subscriber: Subscriber, told: str, *, at: datetime) -> Contact:
    """Let a browser take the town's notifications (ブラウザーをつなぐ).

    Its owner has just allowed it in the browser itself: no further confirmation is asked.

    Args:
        told: the subscription as the browser writes it, in JSON.

    Raises:
        CannotConnect: it cannot be read, leads to where we do not post, or is somebody else's.
    """
    address = _read(told)
    rows = Contact.objects.filter(subscriber=subscriber, kind=ContactKind.WEBPUSH)
    if rows.filter(state=ContactState.ACTIVE).count() >= BROWSERS:
        raise CannotConnect(TOO_MANY)
    try:
        return add_address(
            subscriber, ContactKind.WEBPUSH, address, way="online", at=at, confirmed=True
        )
    except CannotAdd:
        raise CannotConnect(ANOTHERS) from None


def _read(told: str) -> str:
    # The library behind it is loaded only where somebody connects a browser.
    from tsunagaru.engines.messages.gateways.public_hosts import origin_of  # noqa: PLC0415

    contract = contract_for(Kind.WEBPUSH)
    try:
        address = address_form(ContactKind.WEBPUSH, told[: LONGEST + 1])
        endpoint = push_sealing.read(address).endpoint
    except (CannotRead, push_sealing.CannotSeal):
        raise CannotConnect(UNREADABLE) from None
    loopback = bool(contract and contract.values.get("loopback"))
    if contract is None or len(address) > LONGEST or not origin_of(endpoint, loopback=loopback):
        raise CannotConnect(UNREADABLE)
    return address
