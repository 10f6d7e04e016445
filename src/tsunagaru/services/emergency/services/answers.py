"""Answers to whether somebody is safe (安否の返事): kept as a chain, the newest counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.events import SafetyResponded
from tsunagaru.services.emergency.models import Answer, Person, Round
from tsunagaru.services.emergency.rules.safety import (
    ROUNDS,
    RoundAct,
    RoundState,
    Safety,
    Way,
    replaces,
)
from tsunagaru.services.emergency.services.telling import yes

AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said of somebody (返事の内容).

    Args:
        people: how many are together, as written.
        key: of the thing that came; the same again is no second answer.
    """

    state: Safety
    way: Way
    people: str = ""
    place: str = ""
    note: str = ""
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Of whom it was said (返事の相手): a registration, a resident, or only a name."""

    district: str = ""
    subscriber: UUID | None = None
    resident: UUID | None = None
    name: str = ""


@transaction.atomic
def answer(
    round: UUID, whose: Whose, said: Said, *, at: datetime, by: Actor | None = None,
    said_at: datetime | None = None,
) -> UUID:  # fmt: skip
    """Keep an answer (返事を受ける); the newest by when it was said counts, all are kept.

    The same words by the same way within some minutes are no second answer.

    Args:
        by: who entered it for somebody else; None for the person.
        said_at: when the person said it, where it came later.

    Returns:
        The person's line in the round.

    Publishes:
        SafetyResponded; MessageConfirmed where a message had asked
    """
    row = Round.objects.get(pk=round)
    ROUNDS.move(RoundState(row.state), RoundAct.ANSWER)
    person = _person(row, whose)
    if said.key and Answer.objects.filter(key=said.key).exists():
        return person.pk
    first, when = person.number == 0, min(said_at or at, at)
    if _is_said_again(person, said, when):
        return person.pk
    counts = replaces(person.latest_at, when)
    _keep(person, said, by, at=at, said_at=when, counts=counts)
    if person.subscriber:
        keys = [UUID(one) for one in row.messages]
        messages.note_answer(keys, person.subscriber, way=said.way.value, at=at)
    _tell(row, person, said, at, when=when, first=first)
    if by is not None:
        facts = {"state": said.state.value, "way": said.way.value}
        audit(actor=by, action="emergency.safety_entered", subject=person.pk, at=at, facts=facts)
    return person.pk


def _is_said_again(person: Person, said: Said, when: datetime) -> bool:
    """Tell whether somebody presses the same again: the chain would grow and say nothing new."""
    last = person.answers.order_by("-number").first()
    if last is None or not timedelta() <= when - last.said_at < AGAIN:
        return False
    kept = (last.state, last.way, last.people, last.place, last.note)
    return last.counts and kept == (said.state, said.way, said.people, said.place, said.note)


def _tell(
    row: Round, person: Person, said: Said, at: datetime, *, when: datetime, first: bool
) -> None:
    publish(
        SafetyResponded(
            at=at,
            subject=row.pk,
            channel=said.way.value,
            district=person.district,
            drill=yes(of=row.drill),
            state=said.state.value,
            asked=yes(of=person.asked),
            first=yes(of=first),
            minutes=max(0, int((when - row.opened_at).total_seconds() // 60)),
        )
    )


def _keep(
    person: Person, said: Said, by: Actor | None, *, at: datetime, said_at: datetime, counts: bool
) -> None:
    person.number += 1
    if counts:
        person.answers.filter(counts=True).update(counts=False)
        person.state, person.latest_at = said.state, said_at
    person.save(update_fields=["number", "state", "latest_at"])
    Answer.objects.create(
        person=person,
        number=person.number,
        state=said.state,
        people=said.people,
        place=said.place,
        note=said.note,
        way=said.way,
        by_staff=by.staff if by else None,
        by_resident=by.resident if by else None,
        key=said.key,
        said_at=said_at,
        kept_at=at,
        counts=counts,
    )


def _person(row: Round, whose: Whose) -> Person:
    """Return the line of somebody, locked; a new one where nobody was asked."""
    rows = Person.objects.select_for_update(no_key=True).filter(round=row)
    found = rows.filter(subscriber=whose.subscriber).first() if whose.subscriber else None
    if found is None and whose.resident:
        found = rows.filter(resident=whose.resident).first()
    if found is not None:
        return found
    usual = {"district": whose.district, "asked": False, "name": whose.name}
    if whose.subscriber is None and whose.resident is None:
        return Person.objects.create(round=row, **usual)
    if whose.resident is None:
        made, _ = Person.objects.get_or_create(
            round=row, subscriber=whose.subscriber, defaults=usual
        )
    else:
        usual["subscriber"] = whose.subscriber
        made, _ = Person.objects.get_or_create(round=row, resident=whose.resident, defaults=usual)
    return rows.get(pk=made.pk)
