"""What a resident can connect (つなげる経路): the ways for which the town has a contract."""

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings

from tsunagaru.engines.messages.gateways.channels import NEEDED, Contract, Kind
from tsunagaru.engines.messages.gateways.vapid import Vapid

FRIEND = "https://line.me/R/ti/p/"


def contract_for(kind: Kind) -> Contract | None:
    """Return the town's contract for a channel, where it has all it needs (契約)."""
    for contract in settings.TSUNAGARU_CHANNELS:
        if contract.kind == kind and all(contract.values.get(n) for n in NEEDED[kind]):
            return contract
    return None


def ways_to_connect() -> dict[str, str | bool]:
    """Return what a page needs to offer each way (つなげる経路)."""
    sms = contract_for(Kind.SMS) is not None
    return {"push_key": push_key(), "line_friend": line_friend(), "sms": sms}


def line_friend() -> str:
    """Return LINE's page for adding the town as a friend; empty where it has no account there."""
    contract = contract_for(Kind.LINE)
    name = contract.values.get("id", "") if contract else ""
    return FRIEND + quote(name, safe="@") if name else ""


def push_key() -> str:
    """Return the key a browser binds its notifications to; empty where the town sends none."""
    contract = contract_for(Kind.WEBPUSH)
    return _public(contract.values["key"], contract.values["subject"]) if contract else ""


@lru_cache(maxsize=4)
def _public(key: str, subject: str) -> str:
    return Vapid(key, subject).public
