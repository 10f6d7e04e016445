"""When a record is due for disposal (保存年限): pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tsunagaru.kernel.calendar import FiscalYear

EVERY = "*"
SHA256 = 64  # hexadecimal digits
PAYMENTS, PORTAL, HEARING, TRANSFERS = "@payments", "@portal", "@hearing", "@transfers"
SHELTERS, BOOKINGS = "@shelters", "@bookings"
# Papers that are no procedure's, and how many years the law wants them at least (地方自治法
# 第236条); only a rule that names them is theirs.
PAPERS = {PAYMENTS: 5, PORTAL: 1, HEARING: 1, TRANSFERS: 5, SHELTERS: 1, BOOKINGS: 1}


@dataclass(frozen=True)
class Rule:
    """How long records of some procedures are kept (保存年限の規則).

    Args:
        years: whole fiscal years after the one of the decision; None keeps for ever (永久).
        procedures: their codes; ``*`` for all that no other rule names; ``@payments`` for the
            names and reasons that stay with the books, ``@portal`` for what came from the national
            portal, was dealt with by hand and became no application, ``@hearing`` for opinions
            and questions, ``@transfers`` for agreements on account transfers that are over,
            ``@shelters`` for who came to shelters that are closed, ``@bookings`` for who booked.
    """

    code: str
    name: str
    years: int | None
    procedures: tuple[str, ...]
    basis: str = ""


class CannotApprove(Exception):
    """What was shown is not what is due now: look again (確認し直してください)."""


class CannotHold(Exception):
    """There is no such case or hold for this person (保留できません)."""


class HeldAlready(CannotHold):
    """The case is held already (すでに保留されています)."""


def last_day(closed_on: date, years: int) -> date:
    """Return the last day on which a record must be kept (保存期間の満了日).

    Args:
        closed_on: the day of the decision or withdrawal.
        years: whole fiscal years after the one the day lies in, 1 or more.

    Source:
        公文書管理法施行令 第8条: 保存期間の起算日 is 1 April after the year of acquisition.
    """
    return FiscalYear(FiscalYear.of(closed_on).year + years).end


def is_due(closed_on: date | None, years: int | None, today: date) -> bool:
    """Tell whether a record may be disposed of (廃棄できるか): never what is not finished."""
    return closed_on is not None and years is not None and today > last_day(closed_on, years)


def due_until(years: int | None, today: date) -> date | None:
    """Return up to which day something must have ended to be due today; None when never."""
    return None if years is None else FiscalYear(FiscalYear.of(today).year - years - 1).end


def next_due(today: date) -> date:
    """Return the next day on which periods end: they run by fiscal years (次の満了日)."""
    return FiscalYear(FiscalYear.of(today).year + 1).start


def rule_for(code: str, rules: Iterable[Rule]) -> Rule | None:
    """Return the rule of a procedure: the one that names it, else the one for all procedures."""
    found = None
    for rule in rules:
        if code in rule.procedures:
            return rule
        if EVERY in rule.procedures and code not in PAPERS:
            found = rule
    return found


def files_in(marks: Iterable[str]) -> int:
    """Return how many of a disposal's marks are those of files: their SHA-256 (ファイル数)."""
    return sum(len(mark) == SHA256 for mark in marks)
