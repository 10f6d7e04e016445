"""Days the town office is open (開庁日) and the deadlines that follow from them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import jpholiday

from tsunagaru.kernel.calendar.spans import add_months

_SATURDAY = 5
_DAY = timedelta(days=1)
_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


@cache
def _national_holidays(year: int) -> dict[date, str]:
    """Return the national holidays of one year; cached, because each year takes 30 ms."""
    return dict(jpholiday.year_holidays(year))


def holiday_name(day: date) -> str | None:
    """Return the name of the national holiday (国民の祝日・休日), or None on other days."""
    return _national_holidays(day.year).get(day)


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The office's calendar (開庁カレンダー).

    Args:
        closed: the town's own closing days, besides weekends, national holidays and the
            year end (29 December to 3 January).

    Source:
        地方自治法 第4条の2第2項 (the days a town may be closed).
    """

    closed: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Return whether the office is open (開庁日) on a day."""
        return not (
            day.weekday() >= _SATURDAY
            or (day.month, day.day) in _YEAR_END
            or day in self.closed
            or day in _national_holidays(day.year)
        )

    def next_open_day(self, day: date) -> date:
        """Return the day itself when the office is open, else the next open day (翌開庁日)."""
        while not self.is_open(day):
            day += _DAY
        return day

    def add_open_days(self, day: date, days: int) -> date:
        """Return the n-th open day after a day (開庁日数の加算).

        Args:
            day: the day before counting starts; it is never counted itself.
            days: number of open days, 0 or more; 0 gives the day itself.
        """
        if days < 0:
            raise ValueError("days must be 0 or more")
        while days:
            day += _DAY
            days -= self.is_open(day)
        return day

    def count_open_days(self, start: date, end: date) -> int:
        """Return the open days (開庁日数) after start up to and including end; 0 if none."""
        days = (end - start).days
        return sum(self.is_open(start + _DAY * step) for step in range(1, days + 1))

    def deadline(self, received_on: date, days: int) -> date:
        """Return the last day of a period in calendar days (期限).

        The period starts the day after receipt; a last day on which the office is closed
        moves to the next open day.

        Source:
            民法 第140条・第142条, 地方自治法 第4条の2第4項
        """
        return self.next_open_day(received_on + _DAY * days)

    def deadline_in_months(self, received_on: date, months: int) -> date:
        """Return the last day of a period in months (月で定めた期限), moved to an open day.

        Source:
            民法 第140条・第142条・第143条, 地方自治法 第4条の2第4項
        """
        start = received_on + _DAY
        end = add_months(start, months)
        last = end - _DAY if end.day == start.day else end
        return self.next_open_day(last)

    def deadline_in_open_days(self, received_on: date, days: int) -> date:
        """Return the last day of a period in open days (標準処理期間の期限)."""
        return self.next_open_day(self.add_open_days(received_on, days))
