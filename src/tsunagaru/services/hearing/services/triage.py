"""The desk (振り分け): giving inquiries to sections, putting together, putting aside."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.hearing.events import InquiryAssigned, InquiryMerged
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries.access import minds_desk, works_on
from tsunagaru.services.hearing.rules.states import JOINABLE, LIFE, Act, State
from tsunagaru.services.hearing.services.receiving import count_received
from tsunagaru.services.hearing.services.tracing import handled, note, uncount, yes


class CannotHandle(Exception):
    """This person does not work on this inquiry (権限がありません)."""


class CannotMerge(Exception):
    """They cannot be put together (まとめられません).

    Args:
        sentence: why, for the clerk.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def locked(inquiry: UUID) -> Inquiry:
    """Return an inquiry's row, locked until the transaction ends."""
    return Inquiry.objects.select_for_update(no_key=True).get(pk=inquiry)


def workable(inquiry: UUID, by: Actor) -> Inquiry:
    """Return an inquiry's row, locked, for somebody who works on it.

    Raises:
        CannotHandle: this person does not.
    """
    row = locked(inquiry)
    if not works_on(by, row):
        raise CannotHandle
    return row


def author_of(by: Actor) -> UUID:
    """Return who of the staff writes.

    Raises:
        CannotHandle: nobody of the staff.
    """
    if by.staff is None:
        raise CannotHandle
    return by.staff


def move(row: Inquiry, act: Act) -> None:
    """Bring an inquiry to its next state.

    Raises:
        CannotMove: it cannot be done in this state.
    """
    row.state = LIFE.move(State(row.state), act)


@transaction.atomic
def assign(
    inquiry: UUID, section: str, due_on: date, *, by: Actor, at: datetime, text: str = ""
) -> None:
    """Give it to a section with a day until which it is answered (担当と期限を決める).

    Raises:
        CannotHandle, CannotMove

    Publishes:
        InquiryAssigned
    """
    row = workable(inquiry, by)
    again = row.state != State.RECEIVED
    move(row, Act.ASSIGN)
    row.section, row.due_on = section, due_on
    row.save()
    note(row, "assigned", at=at, by=by, text=text)
    publish(InquiryAssigned(at=at, subject=row.pk, section=section, again=yes(of=again)))
    audit(
        actor=by,
        action="inquiry.assigned",
        subject=row.pk,
        at=at,
        facts={"section": section, "due_on": due_on.isoformat()},
    )


@transaction.atomic
def add_note(inquiry: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """Keep a note that only the staff see (メモを残す).

    Raises:
        CannotHandle

    Publishes:
        InquiryHandled
    """
    row = workable(inquiry, by)
    note(row, "noted", at=at, by=by, text=text)
    handled(row, "noted", at=at)
    audit(actor=by, action="inquiry.noted", subject=row.pk, at=at)


@transaction.atomic
def merge(inquiry: UUID, number: str, *, by: Actor, at: datetime) -> None:
    """Put it together with another of the same content (まとめる); its sender is answered too.

    Raises:
        CannotHandle, CannotMove
        CannotMerge: there is no such other, it is over, or nobody would be answered by it.

    Publishes:
        InquiryMerged
    """
    pair = _pair(inquiry, number)
    row, main = pair
    if not (works_on(by, row) and works_on(by, main)):
        raise CannotHandle
    if main.state not in JOINABLE:
        raise CannotMerge("まとめ先は、振り分け待ちか対応中のものを選んでください。")
    if row.wants_reply and not main.wants_reply:
        raise CannotMerge("返事を希望しないものに、返事を希望するものはまとめられません。")
    move(row, Act.MERGE)
    row.main, row.section = main, main.section
    row.save()
    row.duplicates.update(main=main, section=main.section)
    note(row, "merged", at=at, by=by, text=main.number)
    note(main, "joined", at=at, by=by, text=row.number)
    publish(InquiryMerged(at=at, subject=row.pk))
    audit(actor=by, action="inquiry.merged", subject=row.pk, at=at, facts={"main": str(main.pk)})


def _pair(inquiry: UUID, number: str) -> tuple[Inquiry, Inquiry]:
    """Lock both in the order of their keys, so that two merges never wait for one another."""
    other = Inquiry.objects.filter(number=number).exclude(pk=inquiry).first()
    if other is None:
        raise CannotMerge("その受付番号の、ほかの広聴はありません。")
    rows = {key: locked(key) for key in sorted((inquiry, other.pk))}
    return rows[inquiry], rows[other.pk]


@transaction.atomic
def set_aside(inquiry: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Put spam or abuse aside with a reason (取り扱わない); it counts as received no more.

    Raises:
        CannotHandle, CannotMove

    Publishes:
        InquiryHandled
    """
    row = workable(inquiry, by)
    move(row, Act.SET_ASIDE)
    uncount(row, at=at)
    row.save()
    release_duplicates(row, at=at)
    note(row, "set_aside", at=at, by=by, text=reason)
    handled(row, "set_aside", at=at)
    audit(actor=by, action="inquiry.set_aside", subject=row.pk, at=at)


@transaction.atomic
def restore(inquiry: UUID, *, by: Actor, at: datetime) -> None:
    """Bring back to the desk what was put aside or put together wrongly (受付に戻す).

    Raises:
        CannotHandle: only the desk does that.
        CannotMove

    Publishes:
        InquiryHandled; InquiryReceived, where it did not count
    """
    row = locked(inquiry)
    if not minds_desk(by):
        raise CannotHandle
    move(row, Act.RESTORE)
    row.main = None
    if row.received_event is None:
        count_received(row, at=at, again=row.turn > 1)
    row.save()
    note(row, "restored", at=at, by=by)
    handled(row, "restored", at=at)
    audit(actor=by, action="inquiry.restored", subject=row.pk, at=at)


def release_duplicates(row: Inquiry, *, at: datetime) -> None:
    """Bring back to the desk what was put together with one that will not be answered.

    Publishes:
        InquiryHandled for each
    """
    for one in row.duplicates.select_for_update(no_key=True).filter(state=State.MERGED):
        move(one, Act.RESTORE)
        one.main = None
        one.save()
        note(one, "restored", at=at)
        handled(one, "restored", at=at)
