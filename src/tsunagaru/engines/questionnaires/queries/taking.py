"""Answers handed over as data (データでの回答), by a program instead of a person at a page."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ComputedField,
    DateField,
    DeclarationField,
    FileField,
    GroupField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
    PlaceField,
    Plain,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.queries.answers import reread_answer
from tsunagaru.engines.questionnaires.queries.entries import TOO_MANY, counted
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, problem_of
from tsunagaru.engines.questionnaires.rules.addresses import PARTS as ADDRESS
from tsunagaru.engines.questionnaires.rules.files import NOT_A_FILE
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.phrases import say

WRONG_SHAPE = "「{label}」の値は、この様式の書き方に合いません。"
NOT_ASKED = "この様式にない項目が送られました。"
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST, HIGHEST = 20_000, 10**15

Files = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Taken:
    """What came of taking answers over (受け取った回答).

    Args:
        answers: those that could be read, in their stored form.
        problems: what is wrong with the others; rules between answers are not looked at here.
    """

    answers: dict[str, Any]
    problems: list[FieldProblem]


def take_answers(
    form: Questionnaire, given: Mapping[str, Any], *, files: Files, language: str, today: date
) -> Taken:
    """Read typed answers by field as if just typed into the form (回答を受け取る).

    Args:
        given: JSON values in the form ``schema_of`` describes; null counts as not given.
        files: what may be attached, id, name and size by id.
        language: in which problems are said.
    """
    taken = Taken({}, [])
    asked = {q.code: q for q in form.questions if not isinstance(q, ComputedField)}
    for code, value in given.items():
        question = asked.get(code)
        if question is None:
            taken.problems.append(FieldProblem(code[:60], say(NOT_ASKED, language)))
        elif value is not None and isinstance(question, GroupField):
            _take_group(question, value, taken, files, language, today)
        elif value is not None and not isinstance(question, GroupField):
            try:
                taken.answers[code] = _take(question, value, files, today)
            except CannotRead as error:
                taken.problems.append(problem_of(question, error, language))
    return taken


def _take(question: Plain, value: Any, files: Files, today: date) -> Any:  # noqa: ANN401 - any JSON value
    """Return one answer in its stored form.

    Raises:
        CannotRead: it is none the question could have.
    """
    if not _SHAPES.get(type(question), _is_text)(value):
        raise CannotRead(WRONG_SHAPE)
    if isinstance(question, FileField):
        if any(key not in files for key in value):
            raise CannotRead(NOT_A_FILE)
        value = [dict(files[key]) for key in value]
    return reread_answer(question, value, today)


def _take_group(
    group: GroupField,
    value: Any,  # noqa: ANN401 - any JSON value
    taken: Taken,
    files: Files,
    language: str,
    today: date,
) -> None:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        taken.problems.append(problem_of(group, CannotRead(WRONG_SHAPE), language))
        return
    if len(value) > group.most:
        error = CannotRead(TOO_MANY, limit=counted(group, group.most, language))
        taken.problems.append(problem_of(group, error, language))
        return
    asked = {member.code: member for member in group.asked}
    entries = []
    for number, entry in enumerate(value, 1):
        read: dict[str, Any] = {}
        for code, question, one in _members(group, number, entry, asked):
            try:
                read[code] = _take(question, one, files, today)
            except CannotRead as error:
                taken.problems.append(problem_of(question, error, language))
        if any(code not in asked for code in entry):
            taken.problems.append(FieldProblem(group.code, say(NOT_ASKED, language)))
        entries.append(read)
    taken.answers[group.code] = entries


def _members(
    group: GroupField, number: int, entry: Mapping[str, Any], asked: Mapping[str, Plain]
) -> Iterator[tuple[str, Plain, Any]]:
    for code, one in entry.items():
        if one is not None and code in asked:
            yield code, group.placed(number, asked[code]), one


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < HIGHEST


def _is_record(value: object, parts: tuple[str, ...]) -> bool:
    return isinstance(value, dict) and all(k in parts and _is_text(v) for k, v in value.items())


def _is_place(value: object) -> bool:
    """Tell whether a value has the form of a place; a point has both numbers, or none."""
    if not isinstance(value, dict):
        return False
    rest = {name: one for name, one in value.items() if name not in ("lat", "lon")}
    point = [value.get("lat"), value.get("lon")]
    return _is_record(rest, ("area", "words")) and (
        point == [None, None] or all(map(_is_number, point))
    )


_SHAPES: Mapping[type, Callable[[Any], bool]] = {
    NumberField: _is_number,
    MoneyField: lambda value: type(value) is int and abs(value) < HIGHEST,
    DateField: lambda value: _is_text(value) and bool(ISO_DAY.fullmatch(value)),
    MultiField: lambda value: isinstance(value, list) and all(map(_is_text, value)),
    FileField: lambda value: isinstance(value, list) and all(map(_is_text, value)),
    DeclarationField: lambda value: isinstance(value, bool),
    AddressField: lambda value: _is_record(value, ADDRESS),
    PlaceField: _is_place,
    PersonField: lambda value: _is_record(
        value, ("family", "given", "family_kana", "given_kana", "birth_on")
    ),
}
