"""From what was posted to typed answers and back (回答の読み書き), by kind of question."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ChoiceField,
    DateField,
    DeclarationField,
    EmailField,
    FileField,
    KanaField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
    PhoneField,
    PlaceField,
    Question,
    TextareaField,
    TextField,
)
from tsunagaru.engines.questionnaires.queries.placing import read_place
from tsunagaru.engines.questionnaires.rules import (
    addresses,
    choices,
    contacts,
    dates,
    files,
    kana,
    numbers,
    persons,
    places,
    text,
)
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.fields import PARTS, FieldKind, part_name

Raw = Mapping[str, Sequence[str]]
Answers = Mapping[str, Any]
Written = dict[str, list[str]]

COMPOSITE: Mapping[type, tuple[str, ...]] = {
    kind: tuple(part.name for part in PARTS[shape])
    for kind, shape in (
        (DateField, FieldKind.DATE),
        (PersonField, FieldKind.PERSON),
        (AddressField, FieldKind.ADDRESS),
        (PlaceField, FieldKind.PLACE),
    )
}
Reader = Callable[[Any, Raw, date], Any]


def first_of(raw: Raw, name: str) -> str:
    """Return what was typed into one box, the last where it was posted twice."""
    posted = raw.get(name) or ("",)
    return str(posted[-1])


def parts_of(field: Question, raw: Raw) -> dict[str, str]:
    """Return what was typed into the boxes of a composite question (部分の入力)."""
    names = COMPOSITE.get(type(field), ())
    return {name: first_of(raw, part_name(field.code, name)) for name in names}


def names_of(field: Question) -> tuple[str, ...]:
    """Return the names under which an answer is posted (送信名)."""
    parts = COMPOSITE.get(type(field))
    return tuple(part_name(field.code, part) for part in parts) if parts else (field.code,)


def read_answer(field: Question, raw: Raw, today: date) -> Any:  # noqa: ANN401 - any JSON value
    """Return the typed JSON value of an answer (回答), None when there is none.

    Files and computed values are not read from what was posted.

    Raises:
        CannotRead: it cannot be taken.
    """
    reader = _READERS.get(type(field))
    return reader(field, raw, today) if reader else None


def _read_line(field: TextField, raw: Raw, _: date) -> str | None:
    read = numbers.read_digits if field.digits else text.read_line
    return read(first_of(raw, field.code), max_length=field.max_length)


def _read_lines(field: TextareaField, raw: Raw, _: date) -> str | None:
    return text.read_lines(first_of(raw, field.code), max_length=field.max_length)


def _read_kana(field: KanaField, raw: Raw, _: date) -> str | None:
    return kana.read_kana(first_of(raw, field.code), max_length=field.max_length)


def _read_number(field: NumberField, raw: Raw, _: date) -> int | float | None:
    return numbers.read_number(
        first_of(raw, field.code),
        minimum=field.minimum,
        maximum=field.maximum,
        decimals=field.decimals,
        units=tuple(filter(None, (field.unit.ja, field.unit.easy, field.unit.en)))
        if field.unit
        else (),
    )


def _read_money(field: MoneyField, raw: Raw, _: date) -> int | None:
    typed = first_of(raw, field.code)
    return numbers.read_money(typed, minimum=field.minimum, maximum=field.maximum)


def _read_date(field: DateField, raw: Raw, today: date) -> str | None:
    earliest, latest = (limit_day(limit, today) for limit in (field.earliest, field.latest))
    return dates.read_date(parts_of(field, raw), earliest=earliest, latest=latest)


def limit_day(limit: str, today: date) -> date | None:
    """Return the day a limit of a date names (日付の制限)."""
    if not limit:
        return None
    return today if limit == "today" else date.fromisoformat(limit)


def _read_choice(field: ChoiceField, raw: Raw, _: date) -> str | None:
    return choices.read_choice(first_of(raw, field.code), field.codes)


def _read_multi(field: MultiField, raw: Raw, _: date) -> list[str] | None:
    posted = [str(one) for one in raw.get(field.code) or ()]
    return choices.read_choices(posted, field.codes, fewest=field.fewest, most=field.most)


def _read_address(field: AddressField, raw: Raw, _: date) -> addresses.Address | None:
    return addresses.read_address(parts_of(field, raw))


def _read_place(field: PlaceField, raw: Raw, _: date) -> places.Place | None:
    return read_place(field, parts_of(field, raw))


def _read_person(field: PersonField, raw: Raw, today: date) -> persons.Person | None:
    return persons.read_person(
        parts_of(field, raw), asked=field.asked, optional=field.optional, today=today
    )


def _read_phone(field: PhoneField, raw: Raw, _: date) -> str | None:
    return contacts.read_phone(first_of(raw, field.code))


def _read_email(field: EmailField, raw: Raw, _: date) -> str | None:
    return contacts.read_email(first_of(raw, field.code))


def _read_tick(field: DeclarationField, raw: Raw, _: date) -> bool | None:
    return choices.read_tick(first_of(raw, field.code))


_READERS: Mapping[type, Reader] = {
    TextField: _read_line,
    TextareaField: _read_lines,
    KanaField: _read_kana,
    NumberField: _read_number,
    MoneyField: _read_money,
    DateField: _read_date,
    ChoiceField: _read_choice,
    MultiField: _read_multi,
    AddressField: _read_address,
    PlaceField: _read_place,
    PersonField: _read_person,
    PhoneField: _read_phone,
    EmailField: _read_email,
    DeclarationField: _read_tick,
}


def write_answer(field: Question, value: Any, *, western: bool = False) -> Written:  # noqa: ANN401 - any JSON value
    """Return an answer as it would be posted (回答の書き戻し), empty where there is none.

    Args:
        field: the question.
        value: the typed answer.
        western: write dates in Western years, for readers who know no eras.
    """
    if value is None:
        return {}
    if parts := _PARTS_WRITERS.get(type(field)):
        written = parts(value, western) if value else {}
        return {part_name(field.code, name): [typed] for name, typed in written.items() if typed}
    if isinstance(field, MultiField):
        return {field.code: [str(code) for code in value]}
    writer = _WRITERS.get(type(field), str)
    return {field.code: [writer(value)]}


_PARTS_WRITERS: Mapping[type, Callable[[Any, bool], dict[str, str]]] = {
    DateField: lambda value, western: dates.write_date(value, western=western),
    PersonField: lambda value, western: persons.write_person(value, western=western),
    AddressField: lambda value, _: {name: str(value.get(name, "")) for name in addresses.PARTS},
    PlaceField: lambda value, _: places.write_place(value),
}
_WRITERS: Mapping[type, Callable[[Any], str]] = {
    NumberField: numbers.write_number,
    MoneyField: numbers.write_number,
    PhoneField: contacts.show_phone,
    DeclarationField: lambda ticked: "on" if ticked else "",
}


def reread_answer(field: Question, value: Any, today: date) -> Any:  # noqa: ANN401 - any JSON value
    """Return a kept answer read anew, as if just typed (再検査).

    Raises:
        CannotRead: it is no answer the question could have.
    """
    try:
        if isinstance(field, FileField):
            return files.read_files(
                value or (), types=field.types, max_mb=field.max_mb, max_count=field.max_count
            )
        return read_answer(field, write_answer(field, value), today)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        raise CannotRead(text.NOT_READABLE) from None
