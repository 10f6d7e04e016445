"""A form as JSON Schema (様式の定義), for programs that fill it in.

Source:
    JSON Schema draft 2020-12. ``x-`` members say what the schema language cannot: the labels in
    all languages, and the condition under which a question is asked.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ChoiceField,
    ComputedField,
    DateField,
    DeclarationField,
    EmailField,
    Field,
    FileField,
    GroupField,
    MoneyField,
    MultiField,
    NoticeField,
    NumberField,
    Page,
    PersonField,
    PlaceField,
    Plain,
    Questionnaire,
    TextareaField,
    TextField,
)
from tsunagaru.engines.questionnaires.rules.addresses import PARTS as ADDRESS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LANGUAGES = (("ja", "ja"), ("easy", "ja-easy"), ("en", "en"))

Json = dict[str, Any]


def schema_of(form: Questionnaire) -> Json:
    """Return the answers of a form as JSON Schema (回答の定義), by field."""
    properties: Json = {}
    required = []
    for page, field in form.placed():
        if isinstance(field, NoticeField | ComputedField):
            continue
        properties[field.code] = _described(field, page)
        if field.required is True and not field.when and not page.when:
            required.append(field.code)
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _described(field: Field, page: Page | None = None) -> Json:
    if isinstance(field, NoticeField):
        return {}
    found = _group(field) if isinstance(field, GroupField) else _kind(field)
    found["title"] = field.label.ja
    found["x-labels"] = {name: field.label.in_language(code) for name, code in LANGUAGES}
    if field.hint:
        found["description"] = field.hint.ja
    conditions = [one for one in (page.when if page else "", field.when) if one]
    if conditions:
        found["x-asked-when"] = " and ".join(f"({one})" for one in conditions)
    if isinstance(field.required, str):
        found["x-required-when"] = field.required
    return found


def _group(group: GroupField) -> Json:
    members = {one.code: _described(one) for one in group.asked}
    needed = [one.code for one in group.asked if one.required is True and not one.when]
    entry = {"type": "object", "properties": members, "additionalProperties": False}
    return {
        "type": "array",
        "maxItems": group.most,
        "items": {**entry, "required": needed},
    }


def _kind(field: Plain) -> Json:
    describe = _KINDS.get(type(field))
    return describe(field) if describe else {"type": "string"}


def _number(field: Any) -> Json:  # noqa: ANN401 - a number or money field
    whole = isinstance(field, MoneyField) or not field.decimals
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    known = {name: limit for name, limit in limits.items() if limit is not None}
    return {"type": "integer" if whole else "number", **known}


def _choices(field: ChoiceField | MultiField) -> Json:
    names = {one.code: one.label.ja for one in field.choices}
    return {"type": "string", "enum": list(names), "x-names": names}


def _file(field: FileField) -> Json:
    return {
        "type": "array",
        "items": {"type": "string", "format": "uuid"},
        "maxItems": field.max_count,
        "x-types": list(field.types),
        "x-max-mb": field.max_mb,
    }


def _record(parts: tuple[str, ...], needed: list[str]) -> Json:
    dated = {"birth_on": {"type": "string", "format": "date"}}
    return {
        "type": "object",
        "properties": {part: dated.get(part, {"type": "string"}) for part in parts},
        "required": needed,
        "additionalProperties": False,
    }


def _place(_: PlaceField) -> Json:
    """Latitude and longitude may be null where only the area is known."""
    described = _record(("lat", "lon", "area", "words"), [])
    number = {"type": ["number", "null"]}
    return {**described, "properties": {**described["properties"], "lat": number, "lon": number}}


def _text(field: TextField) -> Json:
    digits: Json = {"pattern": "^[0-9]*$"} if field.digits else {}
    return {"type": "string", "maxLength": field.max_length, **digits}


_KINDS: Mapping[type, Callable[[Any], Json]] = {
    TextField: _text,
    TextareaField: lambda field: {"type": "string", "maxLength": field.max_length},
    NumberField: _number,
    MoneyField: _number,
    DateField: lambda _: {"type": "string", "format": "date"},
    EmailField: lambda _: {"type": "string", "format": "email"},
    ChoiceField: _choices,
    MultiField: lambda field: {"type": "array", "items": _choices(field)},
    DeclarationField: lambda field: {"type": "boolean", "x-text": field.text.ja},
    FileField: _file,
    AddressField: lambda _: _record(ADDRESS, ["prefecture", "city"]),
    PlaceField: _place,
    PersonField: lambda field: _record(
        field.asked, [part for part in field.asked if part not in field.optional]
    ),
}
