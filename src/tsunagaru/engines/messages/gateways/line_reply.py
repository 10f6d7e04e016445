"""Answering in LINE (LINEでの返事): a reply costs nothing and needs the event's own token."""

import asyncio
import json
import logging
from collections.abc import Sequence

from tsunagaru.engines.messages.gateways.channels import CannotReach, Contract
from tsunagaru.engines.messages.gateways.http import Http
from tsunagaru.engines.messages.gateways.line import ADDRESS

TIMEOUT_S = 3.0
log = logging.getLogger(__name__)


def reply(contract: Contract, answers: Sequence[tuple[str, str]]) -> None:
    """Say something back; what cannot be said is left, since the answer itself is kept (返事).

    Args:
        answers: the reply token of an event, and the words.
    """
    asyncio.run(_all(contract, answers))


async def _all(contract: Contract, answers: Sequence[tuple[str, str]]) -> None:
    values = contract.values
    url = f"{values.get('url') or ADDRESS}/v2/bot/message/reply"
    headers = {"Authorization": f"Bearer {values['token']}", "Content-Type": "application/json"}
    http = Http(connections=1, timeout_s=TIMEOUT_S)
    try:
        for token, text in answers:
            said = {"replyToken": token, "messages": [{"type": "text", "text": text}]}
            await http.post(url, json.dumps(said, ensure_ascii=False).encode(), headers)
    except CannotReach as error:
        log.warning("LINE takes no replies now: %s", error.code)
    finally:
        await http.close()
