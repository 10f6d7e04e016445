"""Questions to many (質問の配信): answered on a page of one's own, by button or in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.models import Broadcast, Subscriber, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.queries.broadcasts import target_of
from tsunagaru.engines.messages.rules.audience import Audience, written
from tsunagaru.engines.messages.services import releasing
from tsunagaru.engines.messages.services.receiving import confirm

Buttons = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, and whom (質問の配信), on the lane of safety.

    Args:
        texts: by language a ``title`` and a ``body``; Japanese is always there.
        page: path of the page for whoever has none of their own.
        own_page: path of each recipient's own page, with ``{token}``.
        choices: by language the buttons, each a label and what it sends.
        districts: only those who live there; an empty code is who told no district.
        drill: every text says that it is an exercise.
        silent: keys of earlier questions; only those who answered none, on every address.
    """

    texts: Mapping[str, Mapping[str, str]]
    section: str
    page: str
    own_page: str
    choices: Buttons = field(default_factory=dict)
    districts: tuple[str, ...] = ()
    drill: bool = False
    silent: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Addressee:
    """Somebody a question went to (質問の相手).

    Args:
        language: in which they get messages.
    """

    subscriber: UUID
    resident: UUID | None
    district: str
    language: str = "ja"


@transaction.atomic
def ask_many(question: Question, *, by: UUID, at: datetime) -> UUID:
    """Send a question now; return the broadcast's key (質問を配信する).

    Publishes:
        what ``release`` publishes
    """
    silent = Broadcast.objects.filter(key__in=question.silent).values_list("pk", flat=True)
    who = Audience(silent=tuple(silent)) if question.silent else Audience(
        districts=question.districts
    )  # fmt: skip
    row = Broadcast.objects.create(
        lane=Lane.SAFETY,
        title=question.texts["ja"]["title"],
        texts={language: dict(text) for language, text in question.texts.items()},
        audience=written(who),
        section=question.section,
        state=BroadcastState.APPROVED,
        drill=question.drill,
        made_by=by,
        made_at=at,
        page=question.page,
        own_page=question.own_page,
        choices={one: [list(button) for button in some] for one, some in question.choices.items()},
    )
    releasing.release(row.pk, at=at)
    return row.key


def asked_by(key: UUID) -> list[Addressee]:
    """Return whom a question went to (質問の相手)."""
    row = Broadcast.objects.filter(key=key).first()
    if row is None:
        return []
    asked = Target.objects.filter(broadcast=row.pk).values("subscriber")
    people = Subscriber.objects.filter(pk__in=asked).order_by("pk")
    return [_addressee(one) for one in people]


def asked_of(resident: UUID) -> Addressee | None:
    """Return a resident as somebody to whom messages go, or None (受信者)."""
    row = Subscriber.objects.filter(resident_id=resident).first()
    return _addressee(row) if row else None


def behind(token: str) -> tuple[UUID, Addressee] | None:
    """Return to which question, and to whom, a token belongs; None where it is none of ours."""
    target = target_of(token)
    person = Subscriber.objects.filter(pk=target.subscriber).first() if target else None
    if target is None or person is None:
        return None
    key = Broadcast.objects.values_list("key", flat=True).filter(pk=target.broadcast).first()
    return (key, _addressee(person)) if key else None


def note_answer(keys: Iterable[UUID], subscriber: UUID, *, way: str, at: datetime) -> None:
    """Write down that somebody answered one of these questions, by whichever way (返事の記録).

    Publishes:
        MessageConfirmed, the first time
    """
    rows = Broadcast.objects.filter(key__in=list(keys)).values("pk")
    target = Target.objects.filter(broadcast__in=rows, subscriber=subscriber).first()
    if target is not None:
        confirm(target.broadcast, target.seq, way=way, at=at)


def _addressee(row: Subscriber) -> Addressee:
    return Addressee(row.pk, row.resident_id, row.district, row.language)
