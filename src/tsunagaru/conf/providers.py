"""The contracts with payment providers (決済事業者との契約), from the environment."""

import os

from tsunagaru.engines.payments.gateways.simulator.demo import settings_of

Contracts = dict[str, dict[str, str]]


def contracts(port: str, *, production: bool) -> Contracts:
    """Return address and keys of each provider; those of the demo where nothing is set.

    Args:
        port: on which the web listens; the demo's provider listens beside it.
        production: then nothing is simulated.
    """
    own: Contracts = {
        "paypay": {
            "url": os.environ.get("TSUNAGARU_PAYPAY_URL", ""),
            "key": os.environ.get("TSUNAGARU_PAYPAY_KEY", ""),
            "secret": os.environ.get("TSUNAGARU_PAYPAY_SECRET", ""),
            "merchant": os.environ.get("TSUNAGARU_PAYPAY_MERCHANT", ""),
        },
        "payjp": {
            "url": os.environ.get("TSUNAGARU_PAYJP_URL", ""),
            "key": os.environ.get("TSUNAGARU_PAYJP_KEY", ""),
            "secret": os.environ.get("TSUNAGARU_PAYJP_WEBHOOK_SECRET", ""),
        },
    }
    if simulated(production=production):
        return settings_of(port)
    return own


def simulated(*, production: bool) -> bool:
    """Tell whether the demo's provider stands in: no contract is set, and it is no real town."""
    set_up = os.environ.get("TSUNAGARU_PAYPAY_URL") or os.environ.get("TSUNAGARU_PAYJP_URL")
    return not production and not set_up
