"""The choices of a question as rows of boxes (選択肢の入力); the buttons need no JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from tsunagaru.services.procedures.rules.trees import ja_of

COLUMNS = ("code", "ja", "easy", "en")
MOST = 100
SPARE = 2
"""How many empty rows a new question begins with."""


@dataclass(frozen=True)
class ChoiceRow:
    """One choice as typed (選択肢)."""

    code: str = ""
    ja: str = ""
    easy: str = ""
    en: str = ""


def rows_of(field: Mapping[str, Any]) -> list[ChoiceRow]:
    """Return the choices of a field as rows, or some empty ones."""
    rows = []
    for choice in field.get("choices") or ():
        label = choice["label"]
        told = label if isinstance(label, Mapping) else {"ja": ja_of(label)}
        words = {key: str(told.get(key) or "") for key in COLUMNS[1:]}
        rows.append(ChoiceRow(code=str(choice["code"]), **words))
    return rows or [ChoiceRow()] * SPARE


def rows_in(data: QueryDict) -> list[ChoiceRow]:
    """Return the rows as they were typed."""
    columns = [data.getlist(f"choice-{name}")[:MOST] for name in COLUMNS]
    return [ChoiceRow(*(cell.strip() for cell in row)) for row in zip(*columns, strict=False)]


def press(data: QueryDict, rows: list[ChoiceRow]) -> list[ChoiceRow] | None:
    """Return the rows after one of their buttons; None when none was pressed."""
    if "choice-add" in data:
        return [*rows, ChoiceRow()]
    place = _place(data, "choice-up")
    if place is not None and 0 < place < len(rows):
        rows.insert(place - 1, rows.pop(place))
        return rows
    place = _place(data, "choice-drop")
    if place is not None and place < len(rows):
        del rows[place]
        return rows
    return None


def _place(data: QueryDict, name: str) -> int | None:
    typed = data.get(name, "")[:4]
    return int(typed) if typed.isascii() and typed.isdecimal() else None


def mistake_in(rows: Sequence[ChoiceRow]) -> str:
    """Return what is wrong with the rows, or nothing."""
    given = [row for row in rows if row.ja or row.easy or row.en]
    if not given:
        return "選択肢を1つ以上入力してください。"
    if any(not row.ja for row in given):
        return "選択肢の日本語を入力してください。"
    return ""


def choices_of(rows: Sequence[ChoiceRow]) -> list[dict[str, Any]]:
    """Return the rows as a file has them; a row without a code gets one."""
    taken = {row.code for row in rows}
    found = []
    for row in rows:
        if not row.ja:
            continue
        one = row
        if not one.code:
            free = (f"option_{n}" for n in range(1, MOST * 2) if f"option_{n}" not in taken)
            one = replace(row, code=next(free))
            taken.add(one.code)
        label = {"ja": one.ja, "easy": one.easy, "en": one.en}
        found.append({"code": one.code, "label": label})
    return found
