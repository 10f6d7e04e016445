"""Telling differences in words (差分): which value of which thing was what, and will be what."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tsunagaru.kernel.folder.parts import Change
from tsunagaru.kernel.folder.words import name_of

NOTHING = "なし"

Described = str | Mapping[str, Any]
"""A thing in one line, or its values by key; a text with a JSON object counts as the latter."""


def compare(before: Mapping[str, Described], after: Mapping[str, Described]) -> list[Change]:
    """Return the differences between two sets of described things, in order of their names.

    A thing described by its values gives one difference for every value that changed.
    """
    changes: list[Change] = []
    for thing in sorted({*before, *after}):
        old, new = before.get(thing), after.get(thing)
        if old is None:
            changes.append(Change("added", thing, after=_short(_title(new or ""))))
        elif new is None:
            changes.append(Change("removed", thing, before=_short(_title(old))))
        elif old != new:
            changes += _changed(thing, _values(old), _values(new))
    return changes


def _changed(thing: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for field in dict.fromkeys([*old, *new]):
        was, will = old.get(field, ""), new.get(field, "")
        if was != will:
            start = _first_difference(was, will)
            before, after = (_short(text, start) or (field and NOTHING) for text in (was, will))
            yield Change("changed", thing, before, after, field)


def _title(described: Described) -> str:
    """Return what a thing is called, or the whole line."""
    values = _read(described)
    if isinstance(values, str):
        return values
    found = next((values[key] for key in ("title", "name", "code") if values.get(key)), "")
    return text_of(found)


def _values(described: Described) -> dict[str, str]:
    values = _read(described)
    return {"": values} if isinstance(values, str) else dict(_lines(values))


def _read(described: Described) -> Described:
    if not isinstance(described, str) or not described.startswith("{"):
        return described
    try:
        found = json.loads(described)
    except ValueError:
        return described
    return found if isinstance(found, dict) else described


def _lines(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each value under its name; the names of values within values are joined."""
    for key, value in values.items():
        name = f"{above}・{name_of(key)}" if above else name_of(key)
        if isinstance(value, Mapping):
            yield from _lines(value, name)
        elif text := text_of(value):
            yield name, text


def text_of(value: object) -> str:
    """Return a value as people read it: no brackets, no quotation marks."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "はい", False: "いいえ"}[value]
    if isinstance(value, Mapping):
        told = ((name_of(key), text_of(item)) for key, item in value.items())
        return "、".join(f"{key}＝{text}" for key, text in told if text)
    if isinstance(value, list | tuple):
        return "／".join(map(text_of, value))
    return str(value)


def _first_difference(old: str, new: str, before: int = 12) -> int:
    """Return where to begin telling two texts apart: a little before they part."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))
    return same - before if same > 2 * before else 0


def _short(text: str, start: int = 0, limit: int = 60) -> str:
    line = ("…" if start else "") + " ".join(text[start:].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
