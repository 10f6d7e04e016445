"""Saying something back where somebody answered (返事を返す)."""

from collections.abc import Sequence

from django.conf import settings

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.gateways.line_hook import Pressed, Told, Wrote


def answer_in_line(answers: Sequence[tuple[Told, str]]) -> None:
    """Reply to what was pressed or written in LINE, after it was kept (LINEで返す)."""
    tokens = [
        (told.reply_token, text)
        for told, text in answers
        if isinstance(told, Pressed | Wrote) and told.reply_token and not told.repeated
    ]
    contract = next((c for c in settings.TSUNAGARU_CHANNELS if c.kind == Kind.LINE), None)
    if not tokens or contract is None or not contract.values.get("token"):
        return
    # The library for it is loaded only where somebody wrote.
    from tsunagaru.engines.messages.gateways.line_reply import reply  # noqa: PLC0415

    reply(contract, tokens)
