"""Saying something back where somebody answered (返事を返す)."""

import asyncio
import logging
from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from tsunagaru.engines.messages.gateways.channels import CannotReach, Contract, Kind
from tsunagaru.engines.messages.gateways.line_hook import Pressed, Told, Wrote
from tsunagaru.engines.messages.services.line_linking import wants_to_link

log = logging.getLogger(__name__)


def answer_in_line(answers: Sequence[tuple[Told, str]]) -> None:
    """Reply to what was pressed or written in LINE, after it was kept (LINEで返す)."""
    heard = [
        (told, text)
        for told, text in answers
        if isinstance(told, Pressed | Wrote) and told.reply_token and not told.repeated
    ]
    contract = next((c for c in settings.TSUNAGARU_CHANNELS if c.kind == Kind.LINE), None)
    if not heard or contract is None or not contract.values.get("token"):
        return
    # The library for it is loaded only where somebody wrote.
    from tsunagaru.engines.messages.gateways.line_reply import reply  # noqa: PLC0415

    said = [(one, _with_link(contract, one, text)) for one, text in heard]
    reply(contract, [(one.reply_token, text) for one, text in said if text])


def _with_link(contract: Contract, told: Pressed | Wrote, text: str) -> str:
    """Add the link to whoever asked to join; nothing where LINE gives no token now."""
    if not wants_to_link(told):
        return text
    from tsunagaru.engines.messages.gateways.line_linking import link_token  # noqa: PLC0415

    try:
        token = asyncio.run(link_token(contract, told.user))
    except CannotReach as error:
        log.warning("LINE gives no token now: %s", error.code)
        return ""
    page = settings.TSUNAGARU_LINKS.rstrip("/") + reverse("messages:link_line")
    return f"{text}\n{page}?{urlencode({'linkToken': token})}"
