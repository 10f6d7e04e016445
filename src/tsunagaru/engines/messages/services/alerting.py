"""Alerts (警報の配信): released at once, on the lane before which all others wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules.audience import Audience, written
from tsunagaru.engines.messages.services import releasing

BOTH_WAYS = 2


@dataclass(frozen=True, kw_only=True)
class Alert:
    """What an alert says, and to whom (警報の配信). There is no drill among them.

    Args:
        texts: by language a ``title`` and a ``body``; Japanese is always there.
        section: whose alert it is.
        page: path of the page that tells how things stand.
        topic: only those interested in it; empty for everybody who signed up.
        districts: only those who live there; an empty code is who told no district.
        both_ways: on two channels at once, for whoever has two.
        follows: keys of earlier broadcasts of the same affair; what of them has not left, is
            stopped.
        only_them: to exactly those whom ``follows`` told, and to nobody else.
    """

    texts: Mapping[str, Mapping[str, str]]
    section: str
    page: str
    topic: str = ""
    districts: tuple[str, ...] = ()
    both_ways: bool = False
    follows: tuple[UUID, ...] = ()
    only_them: bool = False


@transaction.atomic
def send_alert(alert: Alert, *, by: UUID, confirmed_by: UUID | None, at: datetime) -> UUID:
    """Send an alert now; return the broadcast's key (警報を配信する).

    Args:
        confirmed_by: who confirmed it besides its author; None where that was waived.

    Raises:
        ValueError: it is for those of earlier broadcasts only, and there are none.

    Publishes:
        what ``release`` publishes
    """
    earlier = _stopped(alert.follows, at)
    if alert.only_them and not earlier:
        message = "an alert for those of earlier ones names none"
        raise ValueError(message)
    row = Broadcast.objects.create(
        lane=Lane.ALERT,
        topic=alert.topic,
        title=alert.texts["ja"]["title"],
        texts={language: dict(text) for language, text in alert.texts.items()},
        audience=written(_audience(alert, earlier)),
        section=alert.section,
        state=BroadcastState.APPROVED,
        made_by=by,
        made_at=at,
        approved_by=confirmed_by,
        approved_at=at if confirmed_by else None,
        waived=confirmed_by is None,
        page=alert.page,
    )
    releasing.release(row.pk, at=at)
    return row.key


def _stopped(keys: Sequence[UUID], at: datetime) -> tuple[int, ...]:
    """Stop what is still leaving of earlier broadcasts; return their numbers."""
    rows = list(Broadcast.objects.filter(key__in=keys).order_by("pk"))
    for row in rows:
        if row.state == BroadcastState.SENDING:
            releasing.stop(row.pk, at=at)
    return tuple(row.pk for row in rows)


def _audience(alert: Alert, earlier: tuple[int, ...]) -> Audience:
    if alert.only_them:
        return Audience(follows=earlier)
    return Audience(
        topics=(alert.topic,) if alert.topic else (),
        districts=alert.districts,
        ways=BOTH_WAYS if alert.both_ways else 1,
    )
