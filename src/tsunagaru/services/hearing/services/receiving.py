"""Receiving inquiries (広聴を受け付ける): by form, by message, or written down by a clerk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.events import InquiryReceived
from tsunagaru.services.hearing.models import Inquiry, Saying, Setup
from tsunagaru.services.hearing.queries.own import may_ask_again
from tsunagaru.services.hearing.queries.setups import due_on, need_rules
from tsunagaru.services.hearing.rules.states import (
    BY_CLERK,
    LIFE,
    Act,
    CannotMove,
    Kind,
    Source,
    State,
)
from tsunagaru.services.hearing.services.tracing import note, yes


class CannotEnter(Exception):
    """Only a member of staff writes down what came on paper or by telephone (入力できません)."""


class CannotAskAgain(Exception):
    """It was not answered yet, or too long ago (続けて質問できません)."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody sends to the town (寄せられた内容).

    Args:
        key: the same at every repetition of the same message; empty for a form.
        suspicious: something that only programs do; it is kept, but put aside at once.
    """

    kind: Kind
    topic: str
    text: str
    source: Source = Source.ONLINE
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    district: str = ""
    wants_reply: bool = True
    may_publish: bool = False
    language: str = "ja"
    resident: UUID | None = None
    subscriber: UUID | None = None
    key: str = ""
    suspicious: bool = False


@transaction.atomic
def receive(asked: Asked, *, at: datetime, by: Actor | None = None) -> UUID:
    """Take in an opinion, a question or a request (受け付ける).

    Args:
        by: the clerk who wrote it down; None for what the sender wrote.

    Raises:
        CannotEnter: it came on paper or by telephone, and nobody of the staff entered it.

    Publishes:
        InquiryReceived, unless it is put aside at once
    """
    entered = by.staff if by else None
    if asked.source in BY_CLERK and entered is None:
        raise CannotEnter
    # One after the other, for they are numbered; a repeated message finds the first one.
    Setup.objects.select_for_update(no_key=True).first()
    known = Saying.objects.filter(key=asked.key).first() if asked.key else None
    if known is not None:
        return known.inquiry_id
    row = _row(asked, at)
    row.entered_by = entered
    if asked.suspicious:
        row.state = LIFE.move(State.RECEIVED, Act.SET_ASIDE)
        row.save()
        note(row, "set_aside", at=at, text="機械による送信の疑い（隠し欄への入力）")
    else:
        count_received(row, at=at)
    _say(row, asked.text, asked.source, asked.key, at)
    if by is not None:
        note(row, "entered", at=at, by=by)
        audit(actor=by, action="inquiry.entered", subject=row.pk, at=at)
    return row.pk


def _row(asked: Asked, at: datetime) -> Inquiry:
    return Inquiry(
        number=_next_number(at),
        kind=asked.kind,
        topic=asked.topic,
        channel=asked.source,
        section=need_rules().section,
        received_at=at,
        due_on=due_on(asked.topic, day_of(at)),
        district=asked.district,
        wants_reply=asked.wants_reply,
        may_publish=asked.may_publish,
        language=asked.language,
        resident=asked.resident,
        subscriber=asked.subscriber,
        name=asked.name or None,
        email=asked.email or None,
        phone=asked.phone or None,
        address=asked.address or None,
    )


def _next_number(at: datetime) -> str:
    year = FiscalYear.of(day_of(at)).year
    last = Inquiry.objects.filter(number__startswith=f"{year}-").order_by("-number")
    newest = last.values_list("number", flat=True).first()
    taken = int(newest.partition("-")[2]) if newest else 0
    return f"{year}-{taken + 1:04}"


def count_received(row: Inquiry, *, at: datetime, again: bool = False) -> None:
    """Publish that it was received, and keep by which event, so that it can be taken back."""
    event = InquiryReceived(
        at=at,
        subject=row.pk,
        channel=row.channel,
        district=row.district,
        kind=row.kind,
        topic=row.topic,
        reply=yes(of=row.wants_reply),
        again=yes(of=again),
    )
    publish(event)
    row.received_event = event.id
    row.save()


def _say(row: Inquiry, text: str, source: Source, key: str, at: datetime) -> None:
    Saying.objects.create(
        inquiry=row, turn=row.turn, text=text, channel=source, key=key or None, at=at
    )


@transaction.atomic
def ask_again(
    inquiry: UUID, text: str, *, at: datetime, source: Source = Source.ONLINE, key: str = ""
) -> None:
    """Take in a further question to an answer (続けて質問する); the same section answers it.

    A repeated message is taken for what it is.

    Raises:
        CannotAskAgain: not answered yet, or the town's time for it is over.

    Publishes:
        InquiryReceived
    """
    row = Inquiry.objects.select_for_update(no_key=True).get(pk=inquiry)
    if key and Saying.objects.filter(key=key).exists():
        return
    if not may_ask_again(row, at):
        raise CannotAskAgain
    try:
        row.state = LIFE.move(State(row.state), Act.REOPEN)
    except CannotMove:
        raise CannotAskAgain from None
    row.turn, row.answered_at, row.on_time, row.main = row.turn + 1, None, None, None
    row.wants_reply, row.due_on = True, due_on(row.topic, day_of(at))
    count_received(row, at=at, again=True)
    _say(row, text, source, key, at)
