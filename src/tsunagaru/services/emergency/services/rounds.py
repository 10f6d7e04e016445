"""Asking whether everybody is safe (安否確認): opened, pressed further, and closed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.definitions import SafetyFile
from tsunagaru.services.emergency.definitions.safety import SafetyText
from tsunagaru.services.emergency.events import SafetyClosed, SafetyEscalated, SafetyRequested
from tsunagaru.services.emergency.models import Alert, Person, Round, RoundStep, Setup
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.queries.alerts import last_word
from tsunagaru.services.emergency.rules.safety import (
    ROUNDS,
    RoundAct,
    RoundState,
    StepKind,
    buttons,
    due_at,
)
from tsunagaru.services.emergency.services.saying import UNPLACED
from tsunagaru.services.emergency.services.telling import yes

MARK = "TOKEN"


class CannotAsk(Exception):
    """The town folder says nothing of it, or it is not this person's work (始められません)."""


class CannotDrillNow(Exception):
    """The real thing is under way: an exercise would be taken for it (今は訓練できません)."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What somebody wants to ask (安否確認の内容).

    Args:
        key: made with the form, so that a form sent twice is one round.
        alert: from which it takes districts and whether it is a drill, if any.
    """

    title: str
    drill: bool
    districts: tuple[str, ...] = ()
    alert: UUID | None = None
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def open_round(opening: Opening, *, by: Actor, at: datetime) -> UUID:
    """Ask everybody who signed up in some districts, now (安否確認を始める).

    Drills that are open end when the real thing begins: nobody may take one for the other.

    Raises:
        CannotAsk: the town folder has no ``safety.yaml``, or this person works elsewhere.
        CannotDrillNow: a real round is open.

    Publishes:
        SafetyRequested, one a district; SafetyClosed for drills; and what the message publishes
    """
    setup = Setup.objects.select_for_update(no_key=True).first()
    rules = queries.safety_setup()
    if setup is None or rules is None or by.staff is None or not by.works_in(setup.section):
        raise CannotAsk
    if again := Round.objects.filter(pk=opening.key).first():
        return again.pk
    row = _row(opening, rules, setup.section, by.staff, at)
    _keep_apart(row, at)
    row.save(force_insert=True)
    row.messages = [str(_ask(row, rules.ask, (), by.staff, at))]
    row.save(update_fields=["messages"])
    RoundStep.objects.bulk_create(
        RoundStep(round=row, kind=one.do, due_at=due_at(at, one.after_min)) for one in rules.steps
    )
    _note_people(row, at)
    audit(
        actor=by,
        action="emergency.safety_opened",
        subject=row.pk,
        at=at,
        facts={"drill": yes(of=row.drill)},
    )
    return row.pk


def _row(opening: Opening, rules: SafetyFile, section: str, by: UUID, at: datetime) -> Round:
    alert = Alert.objects.filter(pk=opening.alert).first() if opening.alert else None
    last = last_word(alert) if alert else None
    return Round(
        pk=opening.key,
        alert=alert,
        title=opening.title,
        drill=alert.drill if alert else opening.drill,
        districts=list(opening.districts) or (last.districts if last else []),
        section=section,
        state=RoundState.OPEN,
        opened_by=by,
        opened_at=at,
        closes_at=at + timedelta(hours=rules.open_hours),
    )


def _keep_apart(row: Round, at: datetime) -> None:
    """Let no drill be open beside a real round."""
    if row.drill:
        if Round.objects.filter(state=RoundState.OPEN, drill=False).exists():
            raise CannotDrillNow
        return
    for drill in Round.objects.select_for_update(no_key=True).filter(
        state=RoundState.OPEN, drill=True
    ):
        _close(drill, "real", None, at)


def _ask(row: Round, text: SafetyText, silent: tuple[UUID, ...], by: UUID, at: datetime) -> UUID:
    own = reverse("emergency:safety_answer", args=[MARK]).replace(MARK, "{token}")
    languages = {"ja": "ja", "easy": "ja-easy", "en": "en"}
    question = messages.Question(
        texts={
            language: {"title": getattr(text.title, one), "body": getattr(text.body, one)}
            for one, language in languages.items()
        },
        section=row.section,
        page=reverse("emergency:safety"),
        own_page=own,
        choices=buttons(row.pk.hex, drill=row.drill),
        districts=(*row.districts, UNPLACED) if row.districts else (),
        drill=row.drill,
        silent=silent,
    )
    return messages.ask_many(question, by=by, at=at)


def _note_people(row: Round, at: datetime) -> None:
    found = messages.asked_by(UUID(row.messages[0]))
    Person.objects.bulk_create(
        (
            Person(
                round=row, subscriber=one.subscriber, resident=one.resident, district=one.district
            )
            for one in found
        ),
        batch_size=500,
    )
    drill = yes(of=row.drill)
    for district, number in sorted(Counter(one.district for one in found).items()):
        told = SafetyRequested(at=at, subject=row.pk, district=district, drill=drill, people=number)
        publish(told)


@transaction.atomic
def take_step(step: int, *, by: Actor | None, at: datetime) -> bool:
    """Take a step for those of whom nothing was heard, once (手順を行う).

    Args:
        by: who takes it; None where its time has come.

    Returns:
        Whether it was taken now.

    Raises:
        CannotDoInRound: the round is closed.

    Publishes:
        SafetyEscalated, and what a second message publishes
    """
    owner = RoundStep.objects.filter(pk=step).values("round")
    row = Round.objects.select_for_update(no_key=True).get(pk__in=owner)
    todo = RoundStep.objects.select_for_update(no_key=True).get(pk=step)
    if todo.done_at is not None:
        return False
    ROUNDS.move(RoundState(row.state), RoundAct.ESCALATE)
    number = queries.silent(row).count()
    if todo.kind == StepKind.EVERY_WAY and number:
        _remind(row, at)
    todo.done_at, todo.by_hand = at, by is not None
    todo.save(update_fields=["done_at", "by_hand"])
    publish(
        SafetyEscalated(
            at=at,
            subject=row.pk,
            drill=yes(of=row.drill),
            step=todo.kind,
            by_hand=yes(of=todo.by_hand),
            people=number,
        )
    )
    if by is not None:
        facts = {"step": todo.kind}
        audit(actor=by, action="emergency.safety_step", subject=row.pk, at=at, facts=facts)
    return True


def _remind(row: Round, at: datetime) -> None:
    """Write to the silent on every address of theirs."""
    rules = queries.safety_setup()
    if rules is not None:
        earlier = tuple(UUID(one) for one in row.messages)
        row.messages = [*row.messages, str(_ask(row, rules.remind, earlier, row.opened_by, at))]
        row.save(update_fields=["messages"])


def press_on(*, at: datetime) -> int:
    """Take the steps that need nobody's hand and whose time has come (時間の来た手順を行う).

    The others stand on the staff's desk until somebody has done them. Rounds whose time is over
    are closed.

    Returns:
        How many steps were taken and rounds closed.
    """
    due = queries.due_steps(at).filter(kind=StepKind.EVERY_WAY)
    done = sum(take_step(pk, by=None, at=at) for pk in list(due.values_list("pk", flat=True)))
    over = Round.objects.filter(state=RoundState.OPEN, closes_at__lte=at)
    return done + sum(_close_when_over(pk, at) for pk in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _close_when_over(pk: UUID, at: datetime) -> bool:
    row = Round.objects.select_for_update(no_key=True).get(pk=pk)
    if row.state != RoundState.OPEN:
        return False
    _close(row, "time", None, at)
    return True


@transaction.atomic
def close_round(round: UUID, *, by: Actor, at: datetime) -> None:
    """Stop asking (安否確認を終える); answers that still come are kept.

    Raises:
        CannotDoInRound: it is closed already.

    Publishes:
        SafetyClosed
    """
    row = Round.objects.select_for_update(no_key=True).get(pk=round)
    ROUNDS.move(RoundState(row.state), RoundAct.CLOSE)
    _close(row, "hand", by.staff, at)
    audit(actor=by, action="emergency.safety_closed", subject=row.pk, at=at)


def _close(row: Round, how: str, by: UUID | None, at: datetime) -> None:
    row.state, row.closed_by, row.closed_at = RoundState.CLOSED, by, at
    row.save(update_fields=["state", "closed_by", "closed_at"])
    publish(SafetyClosed(at=at, subject=row.pk, drill=yes(of=row.drill), how=how))
