"""Examples of complete answers (記入例) as a browser would post them, page by page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.queries.procedures import Form
from tsunagaru.engines.questionnaires import api as questionnaires

_FROM_TODAY = re.compile(r"([+-]\d{1,5})d")
_BIRTH = "birth_on"

Raw = dict[str, list[str]]


def examples_of(definition: ProcedureDefinition) -> tuple[Mapping[str, Any], ...]:
    """Return the complete examples of a procedure; none where the town wrote none (記入例)."""
    return definition.demo.examples if definition.demo else ()


def post_of(
    form: Form, page: str, example: Mapping[str, Any], answers: Mapping[str, Any], today: date
) -> Raw:
    """Return a page filled in with an example, as a browser would post it (送信内容).

    What stands in ``answers`` already, from the profile, is left alone.
    """
    found = form.questionnaire.page(page)
    raw: Raw = {}
    fields = found.fields if found else ()
    open_fields = [field for field in fields if field.code not in answers]
    for field in open_fields:
        if field.code not in example:
            continue
        if isinstance(field, questionnaires.GroupField):
            raw |= _entries(field, example[field.code], today)
        else:
            raw |= _posted(field.code, field.kind, example[field.code], today)
    shown = [field.code for field in open_fields]
    raw[questionnaires.SHOWN] = [*shown, *(_members_shown(open_fields, example))]
    return raw


def _members_shown(fields: Sequence[Any], example: Mapping[str, Any]) -> Iterator[str]:
    """Yield the questions inside the entries of groups that an example fills in."""
    for group in fields:
        if isinstance(group, questionnaires.GroupField):
            for number, entry in enumerate(example.get(group.code, ()), 1):
                for member in group.asked:
                    if member.code in entry or not member.when:
                        yield group.placed(number, member).code


def _entries(
    group: questionnaires.GroupField, entries: Sequence[Mapping[str, Any]], today: date
) -> Raw:
    """Return the entries of a group as a browser would post them (件の送信内容)."""
    raw: Raw = {questionnaires.entry_name(group.code): []}
    for number, entry in enumerate(entries, 1):
        raw[questionnaires.entry_name(group.code)].append(str(number))
        for member in group.asked:
            if member.code in entry:
                code = group.placed(number, member).code
                raw |= _posted(code, member.kind, entry[member.code], today)
    return raw


def _posted(code: str, kind: str, value: Any, today: date) -> Raw:  # noqa: ANN401 - any answer
    match kind:
        case "date":
            raw = _date(code, str(value), today)
        case "person":
            raw = {f"{code}-{part}": [str(v)] for part, v in value.items() if part != _BIRTH}
            if _BIRTH in value:
                raw |= _date(f"{code}-birth", str(value[_BIRTH]), today, "_")
        case "address" | "place":
            raw = {f"{code}-{part}": [str(one)] for part, one in value.items()}
        case "multi":
            raw = {code: [str(one) for one in value]}
        case _:
            raw = {code: ["on" if value is True else str(value)]}
    return raw


def _date(name: str, value: str, today: date, joint: str = "-") -> Raw:
    distance = _FROM_TODAY.fullmatch(value)
    day = today + timedelta(days=int(distance[1])) if distance else date.fromisoformat(value)
    parts = {"era": "ad", "year": day.year, "month": day.month, "day": day.day}
    return {f"{name}{joint}{part}": [str(typed)] for part, typed in parts.items()}
