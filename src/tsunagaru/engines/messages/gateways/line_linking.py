"""Joining a resident's LINE to their account (アカウント連携): LINE's token out, our nonce back."""

import json
import secrets
from urllib.parse import quote, urlencode

from tsunagaru.engines.messages.gateways.channels import CannotReach, Contract

LINKING = "https://access.line.me/dialog/bot/accountLink"
NONCE_BYTES = 32  # LINE wants 128 bits at least, in 10 to 255 letters


def new_nonce() -> str:
    """Return a nonce that nobody can guess; it comes back in the event, once."""
    return secrets.token_urlsafe(NONCE_BYTES)


def page_for(contract: Contract, link_token: str, nonce: str) -> str:
    """Return the page of LINE's to which a signed-in resident is sent (連携の画面)."""
    page = contract.values.get("linking") or LINKING
    return f"{page}?{urlencode({'linkToken': link_token, 'nonce': nonce})}"


async def link_token(contract: Contract, user: str) -> str:
    """Ask LINE for a token that begins the linking of a person; it holds for ten minutes.

    Raises:
        CannotReach: not now, or LINE does not know this person.
    """
    # The library for it is loaded only where somebody asks to be joined.
    from tsunagaru.engines.messages.gateways.http import Http, refuse_silence  # noqa: PLC0415
    from tsunagaru.engines.messages.gateways.line import ADDRESS, OK  # noqa: PLC0415

    values = contract.values
    http = Http(connections=1, timeout_s=float(values.get("timeout_s") or 10))
    url = f"{values.get('url') or ADDRESS}/v2/bot/user/{quote(user, safe='')}/linkToken"
    try:
        reply = await http.post(url, b"", {"Authorization": f"Bearer {values['token']}"})
    finally:
        await http.close()
    refuse_silence(reply)
    if reply.status != OK:
        raise CannotReach(str(reply.status))
    try:
        return str(json.loads(reply.body)["linkToken"])
    except (ValueError, TypeError, KeyError):
        raise CannotReach("json") from None
