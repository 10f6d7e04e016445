"""Dates (年月日) in an era or in Western years."""

import re
from collections.abc import Mapping
from datetime import date

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel.calendar import (
    ERAS,
    CannotReadDate,
    era_of,
    format_era_date,
    format_era_year,
    parse_date,
)

INCOMPLETE = "「{label}」は、年・月・日をすべて入力してください。"
NO_ERA = "「{label}」の元号（令和など）を選んでください。"
NOT_DATE = "「{label}」を日付として読めません。数字で入力してください（例：令和8年4月1日）。"
NO_SUCH_DAY = "「{label}」の日付（{year}年{month}月{day}日）は、暦にありません。"
OUTSIDE_ERA = "「{label}」の年が、{era}の期間（{first}から{last}まで）に入っていません。"
TOO_EARLY = "「{label}」は、{limit}以後の日付を入力してください。"
TOO_LATE = "「{label}」は、{limit}以前の日付を入力してください。"
EARLIEST = date(1873, 1, 1)
LATEST = date(2199, 12, 31)
LONGEST = 60
PARTS = ("year", "month", "day")
WEEKDAYS = "月火水木金土日"
_MONTHS = "January February March April May June July August September October November December"
MONTHS = _MONTHS.split()
_MESES = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
MESES = _MESES.split()
_CODES = dict(zip(("reiwa", "heisei", "showa", "taisho", "meiji"), ERAS, strict=True))
_NUMBER = re.compile(r"([0-9]{1,4}|元)\s*[年月日]?")
_ERA_YEAR = re.compile(r"(令和|平成|昭和|大正|明治|[RHSTM])\s*([0-9]{1,2}|元)\s*年?", re.IGNORECASE)
_LETTERS = {mark: code for code, era in _CODES.items() for mark in (era.name, era.letter)}
WESTERN = "ad"


def read_date(
    parts: Mapping[str, str], *, earliest: date | None = None, latest: date | None = None
) -> str | None:
    """Return a day as ISO text (年月日), or None when nothing is filled in.

    Args:
        parts: ``era``, ``year``, ``month`` and ``day`` as typed; a whole date pasted into one of
            the boxes is read as well.
        earliest: first day allowed.
        latest: last day allowed.

    Raises:
        CannotRead: incomplete, not a date, or out of its limits.
    """
    typed = {name: _folded(parts.get(name, "")) for name in PARTS}
    if not any(typed.values()):
        return None
    day = _pasted(typed) or _put_together(parts.get("era", "").strip(), typed)
    if day < (first := max(earliest or EARLIEST, EARLIEST)):
        raise CannotRead(TOO_EARLY, limit=Day(first))
    if day > (last := min(latest or LATEST, LATEST)):
        raise CannotRead(TOO_LATE, limit=Day(last))
    return day.isoformat()


class Day(date):
    """A day inside a message (日付): written in the reader's language when the message is said."""

    def __new__(cls, day: date) -> "Day":
        """Take the value of an ordinary date."""
        return super().__new__(cls, day.year, day.month, day.day)


def _folded(raw: str) -> str:
    if len(raw) > LONGEST:
        raise CannotRead(NOT_DATE)
    return text.fold(raw)


def _pasted(typed: Mapping[str, str]) -> date | None:
    """Return the whole date that stands in one box alone (貼り付けた日付)."""
    filled = [value for value in typed.values() if value]
    if len(filled) > 1 or not filled[0]:
        return None
    try:
        return parse_date(filled[0])
    except (CannotReadDate, ValueError, KeyError):
        if _NUMBER.fullmatch(filled[0]) or _ERA_YEAR.fullmatch(filled[0]):
            return None
        raise CannotRead(NOT_DATE) from None


def _put_together(era: str, typed: Mapping[str, str]) -> date:
    missing = tuple(name for name, value in typed.items() if not value)
    if missing:
        raise CannotRead(INCOMPLETE, parts=missing)
    year = typed["year"]
    if written := _ERA_YEAR.fullmatch(year):
        era, year = _LETTERS[written[1].upper()], written[2]
    number = _number_of(year, "year")
    if not era and number < EARLIEST.year:
        raise CannotRead(NO_ERA, parts=("era",))
    western = number if era in ("", WESTERN) else _western(era, number)
    day = _day(western, _number_of(typed["month"], "month"), _number_of(typed["day"], "day"))
    if era not in ("", WESTERN) and not _CODES[era].first_on <= day <= _CODES[era].last_on:
        limits = {"first": Day(_CODES[era].first_on), "last": Day(_CODES[era].last_on)}
        raise CannotRead(OUTSIDE_ERA, parts=("era", "year"), era=_CODES[era].name, **limits)
    return day


def _western(era: str, number: int) -> int:
    if era not in _CODES:
        raise CannotRead(NO_ERA, parts=("era",))
    return _CODES[era].first_year + number - 1


def _number_of(written: str, part: str) -> int:
    found = _NUMBER.fullmatch(written)
    if not found or (found[1] == "元" and part != "year"):
        raise CannotRead(NOT_DATE, parts=(part,))
    return 1 if found[1] == "元" else int(found[1])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CannotRead(NO_SUCH_DAY, year=year, month=month, day=day) from None


def write_date(value: str, *, western: bool = False) -> dict[str, str]:
    """Return a day as it is typed into the boxes (入力欄の値), in its era or in Western years."""
    day = date.fromisoformat(value)
    era = era_of(day)
    code = next(code for code, known in _CODES.items() if known is era)
    year = day.year if western else day.year - era.first_year + 1
    return {
        "era": WESTERN if western else code,
        "year": str(year),
        "month": str(day.month),
        "day": str(day.day),
    }


def show_date(day: date, language: str) -> str:
    """Return a day as people read it (日付の表示), such as ``令和8年（2026年）4月1日（水）``.

    In Japanese it has both years: the era's is the one on paper, the Western one that of all other
    dates on the same page.
    """
    weekday = "" if language in ("en", "pt") else f"（{WEEKDAYS[day.weekday()]}）"
    if language == "ja":
        western = f"（{day.year}年）"
        return f"{format_era_year(day)}{western}{day.month}月{day.day}日{weekday}"
    return f"{show_birth(day, language)}{weekday}"


def show_birth(day: date, language: str) -> str:
    """Return a day of birth as people read it (生年月日の表示); nobody asks for its weekday."""
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if language == "pt":
        first = "1º" if day.day == 1 else str(day.day)
        return f"{first} de {MESES[day.month - 1]} de {day.year}"
    if language == "ja-easy":
        return f"{day.year}年{day.month}月{day.day}日"
    return format_era_date(day)
