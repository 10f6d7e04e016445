"""What a resident can connect (つなげる経路): the ways for which the town has a contract."""

from functools import lru_cache

from django.conf import settings

from tsunagaru.engines.messages.gateways.channels import Contract, Kind
from tsunagaru.engines.messages.gateways.opening import NEEDED
from tsunagaru.engines.messages.gateways.vapid import Vapid


def contract_for(kind: Kind) -> Contract | None:
    """Return the town's contract for a channel, where it has all it needs (契約)."""
    for contract in settings.TSUNAGARU_CHANNELS:
        if contract.kind == kind and all(contract.values.get(n) for n in NEEDED[kind]):
            return contract
    return None


def push_key() -> str:
    """Return the key a browser binds its notifications to; empty where the town sends none."""
    contract = contract_for(Kind.WEBPUSH)
    return _public(contract.values["key"], contract.values["subject"]) if contract else ""


@lru_cache(maxsize=4)
def _public(key: str, subject: str) -> str:
    return Vapid(key, subject).public
