"""Choosing the wording for the rest (残りの人に送る文面): by staff, or by the rule set beforehand.

One transaction: a worker killed in it has chosen nothing, and the next look chooses. What was
chosen stands in every chunk, so a chunk that is sent again says the same.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.events import MessageWordingSettled
from tsunagaru.engines.messages.gateways.fanning_compared import let_the_rest_go
from tsunagaru.engines.messages.models import Broadcast, Comparison, Step, What
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.comparing import verdict_of
from tsunagaru.engines.messages.queries.outbox import choices_due
from tsunagaru.ground.ledger.api import publish

NAMES = {1: "1つ目の文面", 2: "2つ目の文面"}
BY_STAFF, BY_RULE = "職員が選びました。", "決めておいたとおり、回数の割合が大きい方を選びました。"
NOT_CLEAR = "回数が少なく比べられないため、決めておいたとおり、1つ目を選びました。"
TOO_LATE = "期限までに選ばれなかったため、決めておいたとおり、1つ目を選びました。"


class CannotChoose(Exception):
    """The wording is chosen already, or nobody waits for it any more (選べません)."""


@transaction.atomic
def choose(
    broadcast: int, wording: int, *, by: UUID | None, at: datetime, why: str = BY_STAFF
) -> None:
    """Choose the wording for those who wait, and let them leave (文面を選ぶ).

    Args:
        wording: 1 or 2.
        by: who chose; None for the rule.

    Raises:
        CannotChoose: it is chosen, or the broadcast was stopped or is over.

    Publishes:
        MessageWordingSettled
    """
    found = Comparison.objects.select_for_update(no_key=True).filter(pk=broadcast).first()
    if found is None or not found.is_open or wording not in NAMES:
        raise CannotChoose
    let_the_rest_go(found.broadcast, wording, at)  # chunks before their broadcast
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    if row.state != BroadcastState.SENDING:
        raise CannotChoose
    found.chosen, found.chosen_by, found.chosen_at = wording, by, at
    found.save(update_fields=["chosen", "chosen_by", "chosen_at"])
    text = f"{NAMES[wording]}：{why}"
    Step.objects.create(broadcast=row, at=at, what=What.CHOSEN, by=by, text=text)
    publish(
        MessageWordingSettled(
            at=at,
            subject=row.key,
            wording="second" if wording == 2 else "first",  # noqa: PLR2004 - of two
            by="clerk" if by else "rule",
            clear="yes" if verdict_of(found).is_clear else "no",
        )
    )


def choose_due(*, at: datetime) -> int:
    """Choose where the time for it has come, as was set beforehand; return how many (選択)."""
    return sum(_chosen(one, at) for one in list(choices_due(at)))


def _chosen(found: Comparison, at: datetime) -> bool:
    verdict = verdict_of(found)
    wording, why = (verdict.better, BY_RULE) if found.by_rule else (1, TOO_LATE)
    if found.by_rule and verdict.few:
        why = NOT_CLEAR
    try:
        choose(found.pk, wording, by=None, at=at, why=why)
    except CannotChoose:  # another dispatcher, or somebody at the desk, was first
        return False
    return True
