"""Answering (回答): one person writes, another approves, and it goes out by the sender's way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.events import InquiryAnswered
from tsunagaru.services.hearing.models import Inquiry, Reply
from tsunagaru.services.hearing.queries.access import decides_in, writers_of
from tsunagaru.services.hearing.rules.states import (
    BY_HAND,
    Act,
    CannotMove,
    ReplyState,
    State,
    Way,
)
from tsunagaru.services.hearing.services.tracing import handled, note, yes
from tsunagaru.services.hearing.services.triage import (
    CannotHandle,
    author_of,
    locked,
    move,
    workable,
)

NOBODY = "none"


class CannotApproveOwn(Exception):
    """Who wrote an answer may not approve it (書いた人は承認できません)."""


class CannotFinish(Exception):
    """Somebody waits for an answer (返事を待つ方がいます)."""


class NothingWritten(Exception):
    """There is no answer yet (回答がまだありません)."""


@transaction.atomic
def draft(inquiry: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """Write the answer, or write it anew (回答を書く).

    Raises:
        CannotHandle
        CannotMove: it is not a section's work now.

    Publishes:
        InquiryHandled
    """
    row = workable(inquiry, by)
    if row.state != State.ASSIGNED:
        raise CannotMove(State(row.state), Act.ASK)
    Reply.objects.update_or_create(
        inquiry=row,
        turn=row.turn,
        defaults={"text": text, "written_by": author_of(by), "written_at": at},
    )
    handled(row, "drafted", at=at)
    audit(actor=by, action="inquiry.drafted", subject=row.pk, at=at)


@transaction.atomic
def ask(inquiry: UUID, *, by: Actor, at: datetime) -> None:
    """Ask another member of staff to approve the answer (承認を求める).

    Raises:
        CannotHandle, CannotMove
        NothingWritten

    Publishes:
        InquiryHandled
    """
    row = workable(inquiry, by)
    move(row, Act.ASK)
    reply = row.replies.filter(turn=row.turn).first()
    if reply is None:
        raise NothingWritten
    reply.state, reply.asked_by, reply.asked_at = ReplyState.ASKED, by.staff, at
    reply.save()
    row.save()
    note(row, "asked", at=at, by=by)
    handled(row, "asked", at=at)
    audit(actor=by, action="inquiry.asked", subject=row.pk, at=at)


@transaction.atomic
def give_back(inquiry: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Give the answer back to its author with a reason (差し戻す).

    Raises:
        CannotHandle: this person approves nothing here.
        CannotMove

    Publishes:
        InquiryHandled
    """
    row = _approvable(inquiry, by, at)
    move(row, Act.RETURN)
    row.replies.filter(turn=row.turn).update(state=ReplyState.DRAFT)
    row.save()
    note(row, "returned", at=at, by=by, text=reason)
    handled(row, "returned", at=at)
    audit(actor=by, action="inquiry.returned", subject=row.pk, at=at)


@transaction.atomic
def approve(inquiry: UUID, *, by: Actor, at: datetime) -> None:
    """Approve the answer; where no hand is needed, it goes out in the same moment (承認する).

    Who asked the same is answered with it.

    Raises:
        CannotHandle: this person approves nothing here.
        CannotApproveOwn: wrote it, or asked for the approval.
        CannotMove

    Publishes:
        InquiryHandled; InquiryAnswered for each that went out
    """
    row = _approvable(inquiry, by, at)
    move(row, Act.APPROVE)
    reply = row.replies.get(turn=row.turn)
    if by.staff in writers_of(reply):
        raise CannotApproveOwn
    note(row, "approved", at=at, by=by)
    _let_out(row, reply, by, at)
    for one in _followers(row):
        move(one, Act.APPROVE)
        _let_out(one, _copied(reply, one), by, at)
    handled(row, "approved", at=at)
    audit(actor=by, action="inquiry.approved", subject=row.pk, at=at)


def _approvable(inquiry: UUID, by: Actor, at: datetime) -> Inquiry:
    row = locked(inquiry)
    if not decides_in(by, row.section, at):
        raise CannotHandle
    return row


def _followers(row: Inquiry) -> list[Inquiry]:
    rows = row.duplicates.select_for_update(no_key=True).filter(state=State.MERGED)
    return list(rows.order_by("pk"))


def _copied(reply: Reply, row: Inquiry) -> Reply:
    """Return the same answer to somebody who asked the same."""
    copy, _ = Reply.objects.update_or_create(
        inquiry=row,
        turn=row.turn,
        defaults={
            "text": reply.text,
            "written_by": reply.written_by,
            "written_at": reply.written_at,
            "asked_by": reply.asked_by,
            "asked_at": reply.asked_at,
        },
    )
    return copy


def _let_out(row: Inquiry, reply: Reply, by: Actor, at: datetime) -> None:
    way = row.way if row.wants_reply else Way.PAGE
    reply.state, reply.way = ReplyState.APPROVED, way
    reply.approved_by, reply.approved_at = by.staff, at
    reply.save()
    row.save()
    if way not in BY_HAND:
        _given(row, reply, None, at)


@transaction.atomic
def note_given(inquiry: UUID, *, by: Actor, at: datetime, text: str = "") -> None:
    """Note that the letter was posted, or that somebody telephoned (返事をしたと記録する).

    Args:
        text: what was said on the telephone, or how it was posted.

    Raises:
        CannotHandle, CannotMove

    Publishes:
        InquiryAnswered
    """
    row = workable(inquiry, by)
    reply = row.replies.filter(turn=row.turn, state=ReplyState.APPROVED).first()
    if reply is None:
        raise CannotMove(State(row.state), Act.GIVE)
    note(row, "given", at=at, by=by, text=text)
    _given(row, reply, by.staff, at)
    audit(actor=by, action="inquiry.given", subject=row.pk, at=at, facts={"way": reply.way})


def _given(row: Inquiry, reply: Reply, by: UUID | None, at: datetime) -> None:
    move(row, Act.GIVE)
    reply.state, reply.given_by, reply.given_at = ReplyState.GIVEN, by, at
    reply.save()
    _end(row, reply.way, at)


@transaction.atomic
def finish(inquiry: UUID, *, by: Actor, at: datetime, text: str = "") -> None:
    """Finish what wants no answer: it was read, and taken into account (返事なしで終える).

    Raises:
        CannotHandle, CannotMove
        CannotFinish: its sender, or one who asked the same, wants an answer.

    Publishes:
        InquiryAnswered for each
    """
    row = workable(inquiry, by)
    followers = _followers(row)
    if any(one.wants_reply for one in (row, *followers)):
        raise CannotFinish
    for one in (row, *followers):
        move(one, Act.FINISH)
        _end(one, NOBODY, at)
        note(one, "finished", at=at, by=by, text=text)
    audit(actor=by, action="inquiry.finished", subject=row.pk, at=at)


def _end(row: Inquiry, way: str, at: datetime) -> None:
    day, received = day_of(at), row.sayings.filter(turn=row.turn).order_by("at").first()
    begun = day_of(received.at if received else row.received_at)
    row.answered_at, row.on_time = at, day <= row.due_on
    row.save()
    publish(
        InquiryAnswered(
            at=at,
            subject=row.pk,
            channel=row.channel,
            district=row.district,
            on_time=yes(of=row.on_time),
            reply=yes(of=row.wants_reply),
            way=way,
            topic=row.topic,
            days=places.calendar().count_open_days(begun, day),
        )
    )
