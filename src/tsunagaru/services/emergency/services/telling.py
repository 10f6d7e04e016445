"""Events and endings that drafts and alerts share (出来事の組立て)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagaru.ground.ledger.api import publish
from tsunagaru.services.emergency.events import AlertDropped
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.rules.states import AlertState, Step


def yes(*, of: bool) -> str:
    """Return a truth as the code that events carry."""
    return "yes" if of else "no"


def told(event: Any, row: Announcement, at: datetime, **more: str | int) -> Any:  # noqa: ANN401 - of any of the events
    """Return what happened to an announcement as an event."""
    drill = yes(of=row.alert.drill)
    codes = {"kind": row.alert.kind, "level": str(row.level), "drill": drill, "what": row.what}
    return event(at=at, subject=row.pk, **codes, **more)


def let_go(row: Announcement, *, at: datetime, by: UUID | None = None) -> None:
    """Let what was asked for fall (求めを終える), such as when newer information came.

    Publishes:
        AlertDropped
    """
    row.state, row.settled_by, row.settled_at = Step.DROPPED, by, at
    row.save(update_fields=["state", "settled_by", "settled_at"])
    alert = row.alert
    if alert.state == AlertState.ASKED:
        alert.state, alert.ended_at = AlertState.DROPPED, at
        alert.save(update_fields=["state", "ended_at"])
    publish(told(AlertDropped, row, at))


def let_go_of(draft: UUID, *, at: datetime) -> None:
    """Let what was asked for from a draft fall, since the draft is over.

    Publishes:
        AlertDropped
    """
    rows = Announcement.objects.filter(draft=draft, state=Step.ASKED).select_related("alert")
    for row in rows:
        let_go(row, at=at)
