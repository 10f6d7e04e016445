"""Whole years and months between two days (期間)."""

import calendar
from datetime import date

_MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """Return the corresponding day (応当日) so many months later, or the month's last day.

    Raises:
        ValueError: the result lies outside the years 1 to 9999.

    Source:
        民法 第143条第2項 (where the last month has no corresponding day, its last day).
    """
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("the day lies outside the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_between(start: date, end: date) -> int:
    """Return the whole months (満月数) from start to end; negative when end lies before."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * _MONTHS_A_YEAR + end.month - start.month
    return months - (end.day < start.day)


def years_between(start: date, end: date) -> int:
    """Return the whole years (満年数) from start to end; negative when end lies before.

    A person born on 29 February is counted one year older from 1 March in common years.
    """
    if end < start:
        return -years_between(end, start)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def age_on(born_on: date, day: date) -> int:
    """Return the age (満年齢) a person has during the given day; negative before birth."""
    return years_between(born_on, day)
