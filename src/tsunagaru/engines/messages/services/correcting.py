"""Correcting what was sent (訂正): to exactly those who were told, whichever wording they got."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.events import MessageDrafted
from tsunagaru.engines.messages.models import Broadcast, Step, What
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules.audience import Audience, written
from tsunagaru.engines.messages.services import releasing
from tsunagaru.engines.messages.services.composing import CannotCompose
from tsunagaru.ground.ledger.api import publish

MARKS = {"ja": "【訂正】", "ja-easy": "【まちがいを なおします】", "en": "[Correction] "}
LONGEST_TITLE = 100
LEAVING = BroadcastState.SENDING
MAY_BE = {LEAVING, BroadcastState.DONE, BroadcastState.STOPPED}


@transaction.atomic
def correct(broadcast: int, *, by: UUID, at: datetime) -> int:
    """Stop what is still leaving, and begin a correction for those who were told (訂正を書く).

    The draft has the first wording's text, to be written anew and approved like any other.

    Returns:
        The draft's number.

    Raises:
        CannotCompose: it never left, or is no newsletter.

    Publishes:
        MessageDrafted, and what ``stop`` publishes
    """
    row = Broadcast.objects.get(pk=broadcast)
    if row.released_at is None or row.state not in MAY_BE or row.lane != Lane.NEWS:
        raise CannotCompose(row.state)
    if row.state == LEAVING:
        _stop(row, by, at)
    new = _draft(row, by, at)
    Step.objects.create(broadcast=new, at=at, what=What.DRAFTED, by=by)
    lane = Lane(row.lane).name.lower()
    publish(MessageDrafted(at=at, subject=new.key, lane=lane, section=row.section))
    return new.pk


def _marked(language: str, title: str) -> str:
    return (MARKS.get(language, MARKS["ja"]) + title)[:LONGEST_TITLE]


def _stop(row: Broadcast, by: UUID, at: datetime) -> None:
    try:
        releasing.stop(row.pk, at=at)
    except releasing.CannotStop as error:
        raise CannotCompose from error
    Step.objects.create(broadcast=row, at=at, what=What.STOPPED, by=by)


def _draft(row: Broadcast, by: UUID, at: datetime) -> Broadcast:
    return Broadcast.objects.create(
        title=_marked("ja", row.title),
        texts={
            language: {**text, "title": _marked(language, text.get("title", ""))}
            for language, text in row.texts.items()
        },
        audience=written(Audience(follows=(row.pk,))),
        section=row.section,
        lane=row.lane,
        topic=row.topic,
        state=BroadcastState.DRAFT,
        drill=row.drill,
        made_by=by,
        made_at=at,
    )
