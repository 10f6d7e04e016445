"""A form as rows of a paper form (様式の印刷): documents draws them, pre-filled or empty."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ChoiceField,
    ComputedField,
    DateField,
    DeclarationField,
    GroupField,
    Member,
    MoneyField,
    MultiField,
    NoticeField,
    NumberField,
    PersonField,
    PhoneField,
    PlaceField,
    Plain,
    Questionnaire,
    TextareaField,
    is_hidden,
)
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.queries.standing import Entry, Scope, Standing
from tsunagaru.engines.questionnaires.rules.addresses import NAMES as ADDRESS_NAMES
from tsunagaru.engines.questionnaires.rules.persons import BIRTH_NAME
from tsunagaru.engines.questionnaires.rules.persons import NAMES as PERSON_NAMES
from tsunagaru.ground.ui.phrases import say, translate

NARROW: Mapping[type, int] = {NumberField: 10, MoneyField: 12, PhoneField: 13}
WIDE = 40
MOST_LINES = 20
BLANK_ENTRIES = 3


@dataclass(frozen=True)
class PaperChoice:
    """One box to tick (チェック欄)."""

    label: str
    ticked: bool


@dataclass(frozen=True)
class PaperRow:
    """One row of a paper form (様式の行).

    Args:
        code: code of the question; empty for a headline.
        kind: ``heading``, ``notice``, ``lines``, ``boxes``, ``choices`` or ``parts``.
        label: what stands at the left.
        hint: small text under it.
        required: whether it is marked as needed.
        text: the answer so far, or the text of a notice.
        lines: how many lines to leave.
        boxes: how many single boxes to draw, for short numbers.
        choices: boxes to tick.
        parts: names of the parts that are written on lines of their own.
        unit: written after the line.
    """

    code: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    text: str = ""
    lines: int = 1
    boxes: int = 0
    choices: tuple[PaperChoice, ...] = ()
    parts: tuple[str, ...] = ()
    unit: str = ""


def paper_rows(
    form: Questionnaire, answers: Mapping[str, Any], language: str, today: date
) -> list[PaperRow]:
    """Return the rows of the form on paper (様式の行).

    Of a form without any answers every question is printed, each with its condition left to the
    reader; of one begun only what is asked.
    """
    standing = Standing(form, answers, today)
    rows = []
    for page in form.pages:
        asked = [f for f in page.fields if not answers or standing.visible[f.code]]
        fields = [f for f in asked if not is_hidden(f)]
        if fields:
            rows.append(PaperRow("", "heading", page.title.in_language(language)))
        for field in fields:
            if isinstance(field, GroupField):
                rows += _rows_of_group(form, field, standing, language)
            else:
                rows.append(_row(form, field, standing, language))
    return rows


def _rows_of_group(
    form: Questionnaire, group: GroupField, standing: Standing, language: str
) -> list[PaperRow]:
    """Return the rows of every entry (件の行); without entries as many as people mostly need."""
    entries = standing.entries.get(group.code, [])
    count = len(entries) or min(group.most, max(group.fewest, BLANK_ENTRIES))
    rows = [PaperRow("", "heading", group.label.in_language(language))]
    for number in range(1, count + 1):
        entry = entries[number - 1] if entries else None
        for member in group.fields:
            if is_hidden(member) or (entry and not entry.visible[member.code]):
                continue
            if isinstance(member, NoticeField):
                rows += [_row(form, member, standing, language)] if number == 1 else []
                continue
            scope = entry or Entry(standing, group, number, {})
            row = _row(form, member, scope, language)
            label = group.placed(number, member).label.in_language(language)
            rows.append(replace(row, code=group.placed(number, member).code, label=label))
    return rows


def _row(form: Questionnaire, field: Member, standing: Scope, language: str) -> PaperRow:
    if isinstance(field, NoticeField):
        title = field.title.in_language(language) if field.title else ""
        return PaperRow(field.code, "notice", title, text=field.text.in_language(language))
    answer = standing.answers.get(field.code)
    ticks = isinstance(field, ChoiceField | MultiField | DeclarationField)
    return PaperRow(
        code=field.code,
        label=field.label.in_language(language),
        hint=field.hint.in_language(language) if field.hint else "",
        required=not isinstance(field, ComputedField) and field.required is True,
        text="" if ticks else show_answer(form, field, answer, language),
        **_space(field, answer, language),
    )


def _space(field: Plain, answer: Any, language: str) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return the room an answer needs on paper."""
    if isinstance(field, ChoiceField | MultiField):
        chosen = answer if isinstance(answer, list) else [answer]
        ticks = ((one.label.in_language(language), one.code in chosen) for one in field.choices)
        return {"kind": "choices", "choices": tuple(PaperChoice(*tick) for tick in ticks)}
    if isinstance(field, DeclarationField):
        tick = PaperChoice(field.text.in_language(language), answer is True)
        return {"kind": "choices", "choices": (tick,)}
    if isinstance(field, NumberField | MoneyField | PhoneField):
        return {"kind": "boxes", "boxes": NARROW[type(field)], "unit": _unit(field, language)}
    return _writing_space(field, language)


def _writing_space(field: Plain, language: str) -> dict[str, Any]:
    if isinstance(field, AddressField | PersonField | DateField):
        return {"kind": "parts", "parts": _parts(field, language)}
    if isinstance(field, PlaceField):
        return {"kind": "lines", "lines": 2}
    if isinstance(field, TextareaField):
        return {"kind": "lines", "lines": max(2, min(MOST_LINES, -(-field.max_length // WIDE)))}
    return {"kind": "lines", "lines": 1}


def _unit(field: NumberField | MoneyField | PhoneField, language: str) -> str:
    if isinstance(field, MoneyField):
        return translate("円", language)
    if isinstance(field, NumberField) and field.unit:
        return field.unit.in_language(language)
    return ""


def _parts(field: AddressField | PersonField | DateField, language: str) -> tuple[str, ...]:
    if isinstance(field, AddressField):
        names = tuple(ADDRESS_NAMES.values())
    elif isinstance(field, PersonField):
        names = tuple(PERSON_NAMES.get(part, BIRTH_NAME) for part in field.asked)
    else:
        names = ("元号", "年", "月", "日")
    return tuple(say(name, language) for name in names)
