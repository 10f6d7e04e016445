"""Japanese eras (和暦): writing days in them and reading what people write."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta


class CannotReadDate(ValueError):
    """The text names no day; the message says why in Japanese."""


@dataclass(frozen=True, slots=True)
class Era:
    """One era (元号) with the days it covers.

    Args:
        first_year: the Western year of its year 1.
        first_on: first day written in this era.
        last_on: last day that papers carry in this era; 30 July 1912 and 25 December 1926
            belong to both the old and the new era, and are written in the new one.
    """

    name: str
    letter: str
    first_year: int
    first_on: date
    last_on: date

    def write_year(self, year: int) -> str:
        """Return a Western year in this era (年), such as ``令和元年`` or ``令和8年``."""
        number = year - self.first_year + 1
        return f"{self.name}{'元' if number == 1 else number}年"


ERAS = (
    Era("令和", "R", 2019, date(2019, 5, 1), date.max),
    Era("平成", "H", 1989, date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", 1926, date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", 1912, date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "M", 1868, date(1873, 1, 1), date(1912, 7, 30)),
)
_BY_MARK = {mark: era for era in ERAS for mark in (era.name, era.letter, era.name[0])}
_NUMBER = r"(\d{1,4}|元|[〇一二三四五六七八九十]{1,4})"
_ERA_DATE = re.compile(
    rf"(令和|平成|昭和|大正|明治|[RHSTM令平昭大明])\s*\.?{_NUMBER}\s*(?:年|[./\-])\s*"
    rf"{_NUMBER}\s*(?:月|[./\-])\s*{_NUMBER}\s*日?",
)
_WESTERN_DATE = re.compile(r"(\d{4})\s*(?:年|[./\-])\s*(\d{1,2})\s*(?:月|[./\-])\s*(\d{1,2})\s*日?")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_KANJI_DIGITS = "〇一二三四五六七八九"
_HYPHENS = str.maketrans("‐‑–—―−ー・、。", "-------...")
_LONGEST_DATE = 40


def era_of(day: date) -> Era:
    """Return the era (元号) a day is written in.

    Raises:
        CannotReadDate: before 1 January 1873 (明治6年), when Japan took the solar calendar.
    """
    for era in ERAS:
        if day >= era.first_on:
            return era
    raise CannotReadDate("明治5年以前は旧暦のため、和暦では扱えません。")


def format_era_year(day: date) -> str:
    """Return the year of a day in its era (和暦の年), such as ``令和8年``."""
    return era_of(day).write_year(day.year)


def format_era_date(day: date) -> str:
    """Return a day in its era (和暦), such as ``令和8年11月23日``."""
    return f"{format_era_year(day)}{day.month}月{day.day}日"


def format_era_short(day: date) -> str:
    """Return a day in its era in the short form (略記), such as ``R8.11.23``."""
    era = era_of(day)
    return f"{era.letter}{day.year - era.first_year + 1}.{day.month}.{day.day}"


def parse_date(text: str) -> date:
    """Return the day (年月日) a person wrote, in an era or in Western years.

    Read are ``R8.11.23``, ``令和八年十一月二十三日``, ``S63/1/7``, ``2026-11-23``, ``20261123``
    and the like, in any width.

    Raises:
        CannotReadDate: not a date, no such day, or a day outside the named era.
    """
    if len(text) > _LONGEST_DATE:
        raise CannotReadDate("日付が長すぎます。「令和8年11月23日」のように入力してください。")
    folded = unicodedata.normalize("NFKC", text).strip().upper().translate(_HYPHENS)
    if found := _ERA_DATE.fullmatch(folded):
        era = _BY_MARK[found[1]]
        return _day_of_era(era, *(_read_number(found[i]) for i in (2, 3, 4)))
    found = _WESTERN_DATE.fullmatch(folded) or _EIGHT_DIGITS.fullmatch(folded)
    if not found:
        raise CannotReadDate(
            "日付として読めません。「令和8年11月23日」や「2026-11-23」のように入力してください。"
        )
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _read_number(written: str) -> int:
    """Return the number in digits or in Japanese numerals up to 99 (漢数字)."""
    if written == "元":
        return 1
    if written.isdecimal():
        return int(written)
    if "十" not in written:
        return int("".join(str(_KANJI_DIGITS.index(sign)) for sign in written))
    tens, _, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        raise CannotReadDate(f"「{written}」は数として読めません。")
    return (_KANJI_DIGITS.index(tens) if tens else 1) * 10 + (
        _KANJI_DIGITS.index(ones) if ones else 0
    )


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CannotReadDate(f"{year}年{month}月{day}日という日はありません。") from None


def _day_of_era(era: Era, number: int, month: int, day: int) -> date:
    if number < 1:
        raise CannotReadDate("年は1（元年）以上で入力してください。")
    read = _day(era.first_year + number - 1, month, day)
    if era.first_on <= read <= era.last_on:
        return read
    if read > era.last_on:
        last = era.last_on
        raise CannotReadDate(
            f"{era.name}は{last.year - era.first_year + 1}年{last.month}月{last.day}日までです。"
            f"「{format_era_date(read)}」ではありませんか。"
        )
    if era.letter == "M":
        raise CannotReadDate("明治5年以前は旧暦のため、和暦では扱えません。")
    before = era.first_on - timedelta(days=1)
    raise CannotReadDate(
        f"{era.name}は{format_era_date(era.first_on)}からです"
        f"（前の日は{format_era_date(before)}）。「{format_era_date(read)}」ではありませんか。"
    )
