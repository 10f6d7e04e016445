"""Which providers this town has a contract with (契約中の決済事業者), from the settings."""

from collections.abc import Mapping

from django.conf import settings

from tsunagaru.engines.payments.gateways.payjp import PayJp
from tsunagaru.engines.payments.gateways.paypay import PayPay
from tsunagaru.engines.payments.gateways.protocol import Provider


class NoSuchProvider(LookupError):
    """The town has no contract with this provider (契約がありません)."""


def providers() -> Mapping[str, Provider]:
    """Return the providers by code; those without address or key are left out."""
    known: Mapping[str, Mapping[str, str]] = settings.TSUNAGARU_PROVIDERS
    found: dict[str, Provider] = {}
    card, code = known.get("payjp", {}), known.get("paypay", {})
    if card.get("url") and card.get("key"):
        found["payjp"] = PayJp(url=card["url"], key=card["key"], secret=card["secret"])
    if code.get("url") and code.get("key"):
        found["paypay"] = PayPay(
            url=code["url"], key=code["key"], secret=code["secret"], merchant=code["merchant"]
        )
    return found


def provider(code: str) -> Provider:
    """Return one provider.

    Raises:
        NoSuchProvider: there is no contract with it.
    """
    found = providers().get(code)
    if found is None:
        raise NoSuchProvider(code)
    return found
