"""How the fee of an application stands (手数料の状況): pure rules over charges and invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class When(StrEnum):
    """When a fee is asked for (手数料の支払い時期)."""

    ON_SUBMIT = "on_submit"
    AFTER_REVIEW = "after_review"
    COUNTER = "counter"


class Over(StrEnum):
    """How the matter ended (終わり方)."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """How the fee stands (手数料の状況). The words are those of the case's ``Paying``."""

    NONE = ""
    TO_FIX = "to_fix"
    WAITING = "waiting"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TO_REFUND = "to_refund"
    PARTLY = "partly"
    REFUNDED = "refunded"


class Bill(StrEnum):
    """What became of one charge's invoice (請求の行方)."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Asked:
    """One charge with what became of it (請求1件).

    Args:
        yen: what was asked for.
        held_yen: what the town holds of it: paid, less what was given back.
        closed: whether it was decided that the town keeps what it holds.
    """

    yen: int
    bill: Bill
    held_yen: int = 0
    closed: bool = False


@dataclass(frozen=True)
class Plan:
    """What is asked for by now (請求の予定).

    Args:
        when: when it is asked for, or None where there is nothing to pay.
        fixed: whether the amount in force is fixed.
        total_yen: the amount fixed.
        known_yen: the amount by the rule, or None where nobody can say it yet.
    """

    when: When | None
    fixed: bool = False
    total_yen: int = 0
    known_yen: int | None = None


SETTLED = frozenset({Standing.NONE, Standing.PAID, Standing.PARTLY})
STOPPED = frozenset({Over.REFUSED, Over.WITHDRAWN})


def held(asked: Sequence[Asked]) -> int:
    """Return what the town holds of all charges (納付済みの額)."""
    return sum(one.held_yen for one in asked)


def pending(asked: Sequence[Asked]) -> int:
    """Return what is asked for and not paid yet (支払い待ちの額)."""
    return sum(one.yen for one in asked if one.bill is Bill.OPEN)


def standing_of(plan: Plan, asked: Sequence[Asked], over: Over) -> Standing:
    """Return how the fee stands (手数料の状況)."""
    if over in STOPPED:
        return _after_the_end(asked)
    if pending(asked):
        return Standing.WAITING
    if plan.when is When.AFTER_REVIEW and not plan.fixed:
        # A grant asks for what the rule says, a moment later.
        return Standing.WAITING if over is Over.GRANTED and plan.known_yen else Standing.TO_FIX
    return _as_fixed(plan, asked)


def _as_fixed(plan: Plan, asked: Sequence[Asked]) -> Standing:
    if plan.fixed and plan.total_yen <= held(asked):
        return Standing.PAID if held(asked) else _nothing_held(asked, plan)
    return _unpaid(asked, plan)


def _after_the_end(asked: Sequence[Asked]) -> Standing:
    if any(one.held_yen and not one.closed for one in asked):
        return Standing.TO_REFUND
    if held(asked):
        return Standing.PAID
    return Standing.REFUNDED if any(one.bill is Bill.PAID for one in asked) else Standing.NONE


def _nothing_held(asked: Sequence[Asked], plan: Plan) -> Standing:
    """Nothing is held and nothing is asked for: free, or given back."""
    refunded = plan.total_yen == 0 and any(one.bill is Bill.PAID for one in asked)
    return Standing.REFUNDED if refunded else Standing.NONE


def _unpaid(asked: Sequence[Asked], plan: Plan) -> Standing:
    """Less is held than the fee, and nothing is asked for: why?"""
    if not plan.fixed or not asked:
        return Standing.TO_FIX if plan.when is When.ON_SUBMIT else Standing.NONE
    last = asked[-1]
    if last.bill is Bill.EXPIRED:
        return Standing.EXPIRED
    if last.bill is Bill.PAID:  # and some of it, or all, was given back by hand
        return Standing.PARTLY if held(asked) else Standing.REFUNDED
    return Standing.CANCELLED


def bars(standing: Standing, *, first: bool, refuses: bool) -> bool:
    """Tell whether a decision must wait for the fee (支払いを待つ).

    Args:
        first: whether the fee must be paid before the decision.
        refuses: whether it is a refusal, for which nobody pays.
    """
    return first and not refuses and standing not in SETTLED


def suggested_refund(held_yen: int, percent: int) -> int:
    """Return what a clerk is proposed to give back by the rule (返金の案), in whole yen."""
    return held_yen * percent // 100
