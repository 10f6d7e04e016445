"""What every act leaves behind (経過の記録)."""

from datetime import datetime

from tsunagaru.ground.ledger.api import compensate, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import InquiryHandled
from tsunagaru.services.hearing.models import Inquiry, Trace


def yes(*, of: bool) -> str:
    """Return a truth as the code that events carry."""
    return "yes" if of else "no"


def note(row: Inquiry, act: str, *, at: datetime, by: Actor | None = None, text: str = "") -> None:
    """Write down what was done with an inquiry, and by whom (経過に残す)."""
    Trace.objects.create(
        inquiry=row,
        act=act,
        section=row.section,
        text=text or None,
        by=by.staff if by else None,
        at=at,
    )


def handled(row: Inquiry, act: str, *, at: datetime) -> None:
    """Publish that something was done (操作の記録).

    Publishes:
        InquiryHandled
    """
    publish(InquiryHandled(at=at, subject=row.pk, act=act))


def uncount(row: Inquiry, *, at: datetime) -> None:
    """Take back that the present turn was received: nobody waits for an answer to it."""
    if row.received_event is not None:
        compensate(row.received_event, at=at)
        row.received_event = None
