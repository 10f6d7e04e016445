"""From the portal's answers to ours (回答の対応づけ)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

YES = frozenset({"1", "true", "on", "はい", "同意する", "有"})
SEPARATORS = ("、", ",", " ")
Item = tuple[str, str]


class FieldRule(Protocol):
    """What is known of one answer; see ``definitions.FieldMap``."""

    @property
    def item(self) -> str:
        """Return its name at the portal."""

    @property
    def to(self) -> str:
        """Return the question here."""

    @property
    def values(self) -> Mapping[str, str]:
        """Return the portal's values and ours."""

    @property
    def date_format(self) -> str:
        """Return how a date is written."""


@dataclass
class Mapped:
    """The answers as the form takes them, and what found no place (対応づけの結果).

    Args:
        left: names of answers without a place here.
        missing: names of answers that name a file which did not come, and the file.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    missing: list[Item] = field(default_factory=list)


def map_items(
    items: Sequence[Item],
    known: Sequence[FieldRule],
    *,
    ignore: Sequence[str],
    schema: Mapping[str, Any],
    files: Mapping[str, str],
) -> Mapped:
    """Return the answers of a form from the answers of the portal (対応づけ).

    Args:
        schema: the form as JSON Schema.
        files: ids of kept files by their name in the package.
    """
    rules = {one.item: one for one in known}
    found = Mapped()
    for name, value in items:
        rule = rules.get(name)
        if rule is None:
            found.left += [name] if value and name not in ignore else []
        elif value:
            _place(found, rule, value, schema, files)
    return found


def _place(
    found: Mapped, rule: FieldRule, value: str, schema: Mapping[str, Any], files: Mapping[str, str]
) -> None:
    code, _, part = rule.to.partition(".")
    shape: Mapping[str, Any] = schema.get("properties", {}).get(code, {})
    if part:
        inner = shape.get("properties", {}).get(part, {})
        whole = found.answers.setdefault(code, {})
        if isinstance(whole, dict):
            whole[part] = _read(rule, value, inner)
    elif shape.get("type") == "array":
        if _takes_files(shape) and value not in files:
            found.missing.append((rule.item, value))
        found.answers.setdefault(code, []).extend(_several(rule, value, shape, files))
    else:
        found.answers[code] = _read(rule, value, shape)


def _takes_files(shape: Mapping[str, Any]) -> bool:
    return bool(shape.get("items", {}).get("format") == "uuid")


def _several(
    rule: FieldRule, value: str, shape: Mapping[str, Any], files: Mapping[str, str]
) -> list[Any]:
    if _takes_files(shape):
        return [files[value]] if value in files else []
    for sign in SEPARATORS[1:]:
        value = value.replace(sign, SEPARATORS[0])
    return [rule.values.get(one, one) for one in value.split(SEPARATORS[0]) if one]


def _read(rule: FieldRule, value: str, shape: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value as its question takes it; what cannot be read stays as it came."""
    value = rule.values.get(value, value)
    if shape.get("type") == "boolean":
        return value in YES
    try:
        if shape.get("format") == "date":
            return datetime.strptime(value, rule.date_format).date().isoformat()  # noqa: DTZ007 - a day has no zone
        return _number(value) if shape.get("type") in {"integer", "number"} else value
    except ValueError:
        return value


def _number(value: str) -> int | float:
    return float(value) if "." in value else int(value)
