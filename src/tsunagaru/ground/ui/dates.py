"""Days and times as a sentence says them (文の中の日付), in the reader's language."""

from datetime import date, datetime

from tsunagaru.ground.ui.phrases import LATIN
from tsunagaru.kernel.calendar import format_era_year
from tsunagaru.kernel.clock import local

WEEKDAYS = "月火水木金土日"


def day_words(day: date, language: str) -> str:
    """Return a day with its weekday (日付): ``2026年12月2日（水）``, ``Wed 2 December 2026``."""
    if language in LATIN:
        return f"{day:%a} {day.day} {day:%B} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def time_words(at: datetime, language: str) -> str:
    """Return a moment in the town's time (日時): ``2026年12月2日（水）18:00``."""
    moment = local(at)
    gap = " " if language in LATIN else ""
    return f"{day_words(moment.date(), language)}{gap}{moment:%H:%M}"


def span_words(start: datetime, end: datetime, language: str) -> str:
    """Return a time from its begin to its end on the same day (時間帯)."""
    return f"{time_words(start, language)}–{local(end):%H:%M}"


def birth_words(day: date) -> str:
    """Return a day of birth as a clerk reads it out (生年月日): ``昭和33年（1958年）5月3日``.

    Who was born under an earlier emperor says the year of that era; papers from abroad have the
    other.
    """
    return f"{format_era_year(day)}（{day.year}年）{day.month}月{day.day}日"
