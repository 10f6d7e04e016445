"""Answers in words (回答の表示), in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ChoiceField,
    ComputedField,
    DateField,
    DeclarationField,
    FileField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
    PhoneField,
    PlaceField,
    Plain,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.queries.placing import show_place
from tsunagaru.engines.questionnaires.rules import addresses, contacts, dates, numbers, persons
from tsunagaru.ground.ui.phrases import ENGLISH, LATIN, PORTUGUESE, say
from tsunagaru.kernel.expressions import DATE, MONEY
from tsunagaru.kernel.sizes import format_size

YES, NO = "はい", "いいえ"
AGREED = "確認しました"
YEN = "{amount}円"
NOT_SHOWN = "（表示できません）"
JOINTS = {ENGLISH: ", ", PORTUGUESE: "; "}
Shower = Callable[[Any, Any, str], str]


def show_answer(form: Questionnaire, field: Plain, value: Any, language: str) -> str:  # noqa: ANN401 - any JSON value
    """Return an answer as people read it (回答の表示), empty when there is none."""
    if value is None or value == []:
        return ""
    try:
        if isinstance(field, ComputedField):
            return _show_computed(form, field, value, language)
        shower = _SHOWERS.get(type(field))
        return shower(field, value, language) if shower else str(value)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return say(NOT_SHOWN, language)


def show_money(amount_yen: int, language: str) -> str:
    """Return an amount as people read it (金額の表示), such as ``1,200円``."""
    return say(YEN, language, amount=numbers.show_number(amount_yen, language))


def _show_number(field: NumberField | ComputedField, value: Any, language: str) -> str:  # noqa: ANN401 - any number
    unit = field.unit.in_language(language) if field.unit else ""
    gap = " " if unit and language in LATIN else ""
    return f"{numbers.show_number(value, language)}{gap}{unit}"


def label_of(field: ChoiceField | MultiField, code: str, language: str) -> str:
    """Return the label of a choice (選択肢の表示), or the code when it is none."""
    labels = (choice.label for choice in field.choices if choice.code == code)
    found = next(labels, None)
    return found.in_language(language) if found else code


def _show_choices(field: MultiField, value: Sequence[str], language: str) -> str:
    joint = JOINTS.get(language, "、")
    return joint.join(label_of(field, code, language) for code in value)


def _show_files(_: FileField, value: Sequence[Mapping[str, Any]], language: str) -> str:
    joint, form = (", ", "{} ({})") if language in LATIN else ("、", "{}（{}）")
    return joint.join(form.format(file["name"], format_size(file["size"])) for file in value)


def _show_computed(form: Questionnaire, field: ComputedField, value: Any, language: str) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool):
        return say(YES if value else NO, language)
    if form.kind_of(field.code) == MONEY:
        return show_money(value, language)
    if isinstance(value, int | float):
        return _show_number(field, value, language)
    return _show_text_of(form, field, str(value), language)


def _show_text_of(form: Questionnaire, field: ComputedField, value: str, language: str) -> str:
    if form.kind_of(field.code) == DATE:
        return dates.show_date(date.fromisoformat(value), language)
    unit = field.unit.in_language(language) if field.unit else ""
    return f"{value}{unit}"


def _show_choice(field: ChoiceField, value: str, language: str) -> str:
    return label_of(field, value, language)


_SHOWERS: Mapping[type, Shower] = {
    NumberField: _show_number,
    MoneyField: lambda _, value, language: show_money(value, language),
    DateField: lambda _, value, language: dates.show_date(date.fromisoformat(value), language),
    ChoiceField: _show_choice,
    MultiField: _show_choices,
    AddressField: lambda _, value, __: addresses.show_address(value),
    PlaceField: lambda _, value, language: show_place(value, language),
    PersonField: lambda _, value, language: persons.show_person(value, language),
    PhoneField: lambda _, value, __: contacts.show_phone(value),
    FileField: _show_files,
    DeclarationField: lambda _, __, language: say(AGREED, language),
}
