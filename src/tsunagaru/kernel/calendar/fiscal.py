"""Fiscal years (年度), April to March."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from tsunagaru.kernel.calendar.eras import ERAS, CannotReadDate, era_of

_APRIL = 4
_FIRST_YEAR_OF_REIWA = 2019
_FIRST_WRITABLE_YEAR = 1000
_WRITTEN = re.compile(r"(令和|平成|昭和|大正|明治|[RHSTM])?\s*(\d{1,4}|元)\s*(?:年度?)?")


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year (年度), named by the calendar year in which it starts."""

    year: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """Return the fiscal year (年度) a day lies in."""
        return cls(day.year - (day.month < _APRIL))

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """Return the fiscal year (年度) somebody wrote: ``令和8年度``, ``R8`` or ``2026年度``.

        Raises:
            CannotReadDate: the text names no fiscal year.
        """
        found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
        if not found:
            raise CannotReadDate("年度として読めません。「令和8年度」のように入力してください。")
        number = 1 if found[2] == "元" else int(found[2])
        for era in ERAS:
            if found[1] in {era.name, era.letter} and number:
                return cls(era.first_year + number - 1)
        if not _FIRST_WRITABLE_YEAR <= number < date.max.year:
            raise CannotReadDate("年度は4桁の西暦で入力してください。")
        return cls(number)

    @property
    def start(self) -> date:
        """The first day (年度初日), 1 April."""
        return date(self.year, _APRIL, 1)

    @property
    def end(self) -> date:
        """The last day (年度末), 31 March of the following year."""
        return date(self.year + 1, _APRIL, 1) - timedelta(days=1)

    @property
    def label(self) -> str:
        """The name on paper (年度の表示), such as ``令和8年度``.

        Source:
            改元に伴う元号による年表示の取扱いについて (平成31年4月2日 関係省庁連絡会議申合せ):
            the fiscal year that began in 平成31年4月 is 令和元年度 as a whole.
        """
        era = ERAS[0] if self.year == _FIRST_YEAR_OF_REIWA else era_of(self.start)
        return f"{era.write_year(self.year)}度"

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its twelve months (各月), April first."""
        last_year = [date(self.year, month, 1) for month in range(_APRIL, 13)]
        return (*last_year, *(date(self.year + 1, month, 1) for month in range(1, _APRIL)))

    def shift(self, years: int) -> "FiscalYear":
        """Return the fiscal year (年度) so many years later, or earlier when negative."""
        return FiscalYear(self.year + years)

    def __contains__(self, day: date) -> bool:
        return FiscalYear.of(day) == self
