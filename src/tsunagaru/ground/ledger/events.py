"""Events of the clock (時報). Time-based work reacts to these; there is no other scheduler."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class HourPassed(Event, name="clock.hour_passed"):
    """A full hour has passed (正時). ``at`` is the full hour; after downtime only the last one."""


@dataclass(frozen=True, kw_only=True)
class DayEnded(Event, name="clock.day_ended"):
    """A day in Japan has ended (日締め). ``at`` is its last midnight; each missed day comes once.

    Args:
        day: the day that ended, as ISO text.
    """

    day: str


@dataclass(frozen=True, kw_only=True)
class FiscalYearEnded(Event, name="clock.fiscal_year_ended"):
    """A fiscal year has ended (年度締め). ``at`` is 1 April 00:00 in Japan.

    Args:
        fiscal_year: the calendar year in which it began.
    """

    fiscal_year: str


@dataclass(frozen=True, kw_only=True)
class BooksChecked(Event, name="ledger.books_checked"):
    """The nightly check: accepted = delivered + queued + failed with an owner (夜間の突合).

    Args:
        balanced: ``yes`` or ``no``.
        waiting: deliveries not finished.
        dead: deliveries that failed for good.
    """

    balanced: str
    waiting: int = measure()
    dead: int = measure()


@dataclass(frozen=True, kw_only=True)
class KeyAdded(Event, name="keys.added"):
    """A new key came into use (鍵の更新の開始): ``data`` or ``blind``."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class KeysRotated(Event, name="keys.rotated"):
    """Everything of older keys was sealed or indexed anew (鍵の更新の完了)."""

    resealed: int = measure()
    rebuilt: int = measure()


@dataclass(frozen=True, kw_only=True)
class KeysRetired(Event, name="keys.retired"):
    """Keys that nothing used any more were taken out of the key file (古い鍵の除去)."""

    count: int = measure()
