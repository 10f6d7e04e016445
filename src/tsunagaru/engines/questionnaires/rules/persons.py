"""Persons (氏名): name, reading and date of birth."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.rules import dates, kana, text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead

INCOMPLETE = "「{label}」の{missing}を入力してください。"
PART_TOO_LONG = "「{label}」の{part}は、{limit}文字以内で入力してください。"
PART_NOT_KANA = "「{label}」の{part}は、カタカナで入力してください。"
NAMES = {"family": "姓", "given": "名", "family_kana": "セイ", "given_kana": "メイ"}
BIRTH = "birth_on"
BIRTH_PREFIX = "birth_"
BIRTH_NAME = "生年月日"
PARTS = (*NAMES, BIRTH)
MAX_PART = 40
_BORN = {"en": " (born{})", "pt": ", nascido(a) em{}", "ja-easy": "{} 生まれ"}

Person = dict[str, Any]


def read_person(
    parts: Mapping[str, str], *, asked: Collection[str], optional: Collection[str], today: date
) -> Person | None:
    """Return a person (氏名), or None when nothing is filled in.

    Args:
        parts: the boxes as typed; the date of birth in ``birth_era`` to ``birth_day``.
        asked: which of ``PARTS`` are asked.
        optional: which of them may stay empty.
        today: nobody is born later.

    Raises:
        CannotRead: incomplete, or a part cannot be read.
    """
    value: Person = {name: _part(name, parts.get(name, "")) for name in NAMES if name in asked}
    if BIRTH in asked:
        value[BIRTH] = _birth(parts, today)
    if not any(value.values()):
        return None
    missing = [name for name in value if not value[name] and name not in optional]
    if missing:
        boxes = tuple(box for name in missing for box in _boxes(name))
        names = tuple(NAMES.get(name, BIRTH_NAME) for name in missing)
        raise CannotRead(INCOMPLETE, parts=boxes, missing=names)
    return value


def _boxes(name: str) -> tuple[str, ...]:
    return tuple(BIRTH_PREFIX + part for part in dates.PARTS) if name == BIRTH else (name,)


def _part(name: str, raw: str) -> str:
    read = kana.read_kana if name.endswith("_kana") else text.read_line
    try:
        return read(raw, max_length=MAX_PART) or ""
    except CannotRead as problem:
        closer = {text.TOO_LONG: PART_TOO_LONG, kana.NOT_KANA: PART_NOT_KANA}
        message = closer.get(problem.message, problem.message)
        raise CannotRead(message, parts=(name,), part=NAMES[name], **problem.values) from None


def _birth(parts: Mapping[str, str], today: date) -> str | None:
    typed = {name: parts.get(BIRTH_PREFIX + name, "") for name in ("era", *dates.PARTS)}
    try:
        return dates.read_date(typed, latest=today)
    except CannotRead as problem:
        boxes = tuple(BIRTH_PREFIX + part for part in problem.parts) or _boxes(BIRTH)
        raise CannotRead(problem.message, parts=boxes, **problem.values) from None


def write_person(value: Mapping[str, Any], *, western: bool = False) -> dict[str, str]:
    """Return a person as typed into the boxes (入力欄の値)."""
    typed = {name: str(value[name]) for name in NAMES if value.get(name)}
    if value.get(BIRTH):
        written = dates.write_date(str(value[BIRTH]), western=western)
        typed |= {BIRTH_PREFIX + name: part for name, part in written.items()}
    return typed


def show_person(value: Mapping[str, Any], language: str) -> str:
    """Return a person as people read it (氏名の表示)."""
    name = " ".join(str(value[part]) for part in ("family", "given") if value.get(part))
    kana_parts = [str(value[part]) for part in ("family_kana", "given_kana") if value.get(part)]
    brackets = " ({})" if language == "pt" else "（{}）"
    reading = brackets.format(" ".join(kana_parts)) if kana_parts else ""
    born = value.get(BIRTH)
    birth = f" {dates.show_birth(date.fromisoformat(str(born)), language)}" if born else ""
    suffix = _BORN.get(language, "{}生")
    return f"{name}{reading}{suffix.format(birth) if birth else ''}"
