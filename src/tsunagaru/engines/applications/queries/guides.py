"""Reads of the guides through turns in life (くらしの手続き案内)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tsunagaru.engines.applications.definitions import Attachment, ProcedureDefinition, Words
from tsunagaru.engines.applications.definitions.guides import (
    GIVEN,
    QUESTIONS,
    STEP,
    GuideDefinition,
    Period,
    Step,
    answers_in,
    form_of_guide,
)
from tsunagaru.engines.applications.models import Guide
from tsunagaru.engines.applications.queries.procedures import CannotFind, procedures
from tsunagaru.engines.applications.rules import Identity
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people import api as people
from tsunagaru.ground.places.api import calendar
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.events import Channel

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class GuideForm:
    """A guide, ready to be asked (案内)."""

    definition: GuideDefinition
    questionnaire: questionnaires.Questionnaire

    @property
    def page(self) -> str:
        """Return the code of the one page of questions."""
        return QUESTIONS


@dataclass(frozen=True)
class Todo:
    """One thing to do in somebody's situation (やること).

    Args:
        fillable: whether it can be filled in here and now.
        sign_in: whether that needs signing in first.
        until: the last day, already moved on where the office is closed.
    """

    step: Step
    procedure: ProcedureDefinition | None
    fillable: bool
    sign_in: bool
    until: date | None
    section: people.SectionView | None

    @property
    def title(self) -> Trilingual:
        """Return what it is called (名称)."""
        words = self.step.name or (self.procedure.name if self.procedure else None)
        return words.text if words else Trilingual(self.step.code)

    @property
    def documents(self) -> Sequence[Attachment]:
        """Return what is needed (必要なもの)."""
        return (*(self.procedure.documents if self.procedure else ()), *self.step.documents)

    @property
    def fee(self) -> Words | None:
        """Return what it costs, in words (手数料)."""
        return self.step.fee or (self.procedure.fee.text if self.procedure else None)


@dataclass(frozen=True)
class Plan:
    """Everything to do in somebody's situation (やることの一覧)."""

    todos: tuple[Todo, ...]

    @property
    def fillable(self) -> tuple[Todo, ...]:
        """Return what can be filled in together (まとめて申請できるもの), as it is filled in."""
        return tuple(todo for todo in self.todos if todo.fillable)

    @property
    def offered(self) -> tuple[Todo, ...]:
        """Return what can be filled in together, the most pressing first (期限の近い順)."""
        return _by_day(self.fillable)

    @property
    def elsewhere(self) -> tuple[Todo, ...]:
        """Return what is done another way (ほかの方法で行うもの), the most pressing first."""
        return _by_day(todo for todo in self.todos if not todo.fillable)

    @property
    def documents(self) -> Sequence[Attachment]:
        """Return what is needed for all of it, each thing once (用意するもの)."""
        needed: dict[str, Attachment] = {}
        for todo in self.todos:
            for one in todo.documents:
                if one.name.ja not in needed or one.required:
                    needed[one.name.ja] = one
        return tuple(needed.values())

    @property
    def places(self) -> Sequence[people.SectionView]:
        """Return the sections that deal with it, each once (担当課)."""
        return tuple({t.section.code: t.section for t in self.todos if t.section}.values())


def _by_day(todos: Iterable[Todo]) -> tuple[Todo, ...]:
    return tuple(sorted(todos, key=lambda todo: todo.until or date.max))


@lru_cache(maxsize=64)
def _parsed(text: str) -> GuideForm:
    definition = GuideDefinition.model_validate_json(text)
    return GuideForm(definition, questionnaires.read_questionnaire(form_of_guide(definition)))


def guide_names() -> dict[str, str]:
    """Return what the guides are called, by code (案内の名称)."""
    return {form.definition.code: form.definition.name.ja for form in guides()}


def guides() -> Sequence[GuideForm]:
    """Return all guides in the town's order (案内の一覧)."""
    return [_parsed(text) for text in Guide.objects.values_list("definition", flat=True)]


def guides_of(life_event: str) -> Sequence[GuideDefinition]:
    """Return the guides through a turn in life (場面の案内), in the town's order."""
    known = (form.definition for form in guides())
    return [one for one in known if one.life_event == life_event]


def guide(code: str) -> GuideForm:
    """Return a guide.

    Raises:
        CannotFind: there is none of this code.
    """
    text = Guide.objects.filter(pk=code).values_list("definition", flat=True).first()
    if text is None:
        raise CannotFind(code)
    return _parsed(text)


def answers_for(form: GuideForm, situation: Answers, day: date) -> Mapping[str, dict[str, Any]]:
    """Return what the situation says of the forms (案内が決める回答): procedure -> field -> answer.

    Only of forms that are needed in the situation.
    """
    found = questionnaires.computed(form.questionnaire, situation, day)
    given: dict[str, dict[str, Any]] = {}
    for step, field, _ in answers_in(form.definition):
        value = found.get(GIVEN.format(code=step.code, field=field))
        if step.procedure and value is not None and found.get(STEP.format(code=step.code)):
            given.setdefault(step.procedure, {})[field] = value
    return given


def unasked_of(form: GuideForm) -> Mapping[str, frozenset[str]]:
    """Return the fields that need no asking in a guide (たずねない項目): procedure -> fields.

    Where a form stands in several steps, what one of them asks is asked.
    """
    found: dict[str, frozenset[str]] = {}
    for step in form.definition.steps:
        if step.procedure:
            here = frozenset(step.unasked)
            found[step.procedure] = found.get(step.procedure, here) & here
    return found


def apart_of(form: GuideForm) -> Mapping[str, frozenset[str]]:
    """Return the fields that mean somebody else (別の人をさす項目): procedure -> fields."""
    found: dict[str, frozenset[str]] = {}
    for step in form.definition.steps:
        if step.procedure and step.apart:
            found[step.procedure] = found.get(step.procedure, frozenset()) | set(step.apart)
    return found


def plan_of(form: GuideForm, answers: Answers, channel: Channel, day: date) -> Plan:
    """Return what has to be done in a situation (やることを求める)."""
    found = questionnaires.computed(form.questionnaire, answers, day)
    needed = [s for s in form.definition.steps if found.get(STEP.format(code=s.code))]
    return Plan(tuple(_todos(needed, answers, channel, day)))


def _todos(steps: Iterable[Step], answers: Answers, channel: Channel, day: date) -> Iterator[Todo]:
    known = {one.code: one for one in procedures()}
    sections = {one.code: one for one in people.sections()}
    for step in steps:
        one = known.get(step.procedure or "")
        if step.procedure is not None and one is None:
            continue  # abolished since the guide was written
        yield Todo(
            step=step,
            procedure=one,
            fillable=one is not None and one.takes(channel, day),
            sign_in=one is not None and one.identity is Identity.ACCOUNT,
            until=_last_day(step.until, answers),
            section=sections.get(one.section if one else step.section or ""),
        )


def _last_day(period: Period | None, answers: Answers) -> date | None:
    since = answers.get(period.since) if period else None
    if period is None or since is None:
        return None
    start, office = date.fromisoformat(since), calendar()
    if period.days is not None:
        return office.deadline(start, period.days)
    return office.deadline_in_months(start, period.months or 0)
