"""Answers as cells of a table (表の欄としての回答): days in ISO form, numbers as numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    DateField,
    FileField,
    GroupField,
    MoneyField,
    NumberField,
    PlaceField,
    Plain,
    Question,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.queries.standing import entries_in
from tsunagaru.engines.questionnaires.rules.places import table_cell
from tsunagaru.ground.ui.phrases import JAPANESE

PERSONAL = frozenset({"personal", "sensitive"})
Cell = str | int | float


def table_columns(form: Questionnaire, *, personal: bool) -> list[tuple[str, str]]:
    """Return code and label of each question a table may show (表の列).

    Args:
        personal: whether those with personal data are among them.
    """
    return [(one.code, one.label.ja) for one in form.questions if personal or not _is_personal(one)]


def _is_personal(question: Question) -> bool:
    members = question.questions if isinstance(question, GroupField) else (question,)
    return any(one.personal in PERSONAL for one in members)


def table_cells(
    form: Questionnaire, answers: Mapping[str, Any], codes: Sequence[str]
) -> list[Cell]:
    """Return the answers to some questions, empty where there is none (表の欄)."""
    asked = {one.code: one for one in form.questions}
    return [_cell(form, asked[code], answers.get(code)) for code in codes]


def _cell(form: Questionnaire, question: Question, value: Any) -> Cell:  # noqa: ANN401 - any JSON value
    if value is None:
        return ""
    if isinstance(question, GroupField):
        entries = entries_in(question, value)
        return " / ".join(_entry(form, question, entry) for entry in entries)
    return _plain(form, question, value)


def _plain(form: Questionnaire, question: Plain, value: Any) -> Cell:  # noqa: ANN401 - any JSON value
    if isinstance(question, NumberField | MoneyField) and isinstance(value, int | float):
        return value
    text = str(value) if isinstance(question, DateField) else ""
    if isinstance(question, FileField) and isinstance(value, list):
        text = "、".join(str(one.get("name", "")) for one in value)
    if isinstance(question, PlaceField) and isinstance(value, dict):
        text = table_cell(value)
    return text or show_answer(form, question, value, JAPANESE)


def _entry(form: Questionnaire, group: GroupField, entry: Mapping[str, Any]) -> str:
    told = [
        f"{one.label.ja}：{_plain(form, one, entry[one.code])}"
        for one in group.questions
        if entry.get(one.code) is not None
    ]
    return "、".join(told)
