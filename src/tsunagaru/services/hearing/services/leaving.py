"""What the sender does later (送った方の操作): withdraws, or no longer wants it to be public."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.services.hearing.events import InquiryWithdrawn
from tsunagaru.services.hearing.rules.states import Act
from tsunagaru.services.hearing.services.publishing import take_down_of
from tsunagaru.services.hearing.services.tracing import handled, note, uncount
from tsunagaru.services.hearing.services.triage import locked, move, release_duplicates


@transaction.atomic
def withdraw(inquiry: UUID, *, at: datetime) -> None:
    """Take an inquiry back before it was answered (取り下げる); it counts no more.

    What others asked alike goes back to the desk.

    Raises:
        CannotMove: it was answered, or is over.

    Publishes:
        InquiryWithdrawn
    """
    row = locked(inquiry)
    move(row, Act.WITHDRAW)
    uncount(row, at=at)
    row.main = None
    row.save()
    release_duplicates(row, at=at)
    note(row, "withdrawn", at=at)
    publish(InquiryWithdrawn(at=at, subject=row.pk))


@transaction.atomic
def allow_publishing(inquiry: UUID, *, allowed: bool, at: datetime) -> None:
    """Let the sender agree to publication, or not any more; then it is taken down (公開の同意).

    Publishes:
        InquiryHandled; AnswerUnpublished, where it was public
    """
    row = locked(inquiry)
    if row.may_publish == allowed:
        return
    row.may_publish = allowed
    row.save()
    if not allowed:
        take_down_of(row, "sender", at=at)
    note(row, "agreed" if allowed else "disagreed", at=at)
    handled(row, "consent", at=at)
