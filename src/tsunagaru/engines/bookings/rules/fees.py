"""Fees, reductions and what a cancellation costs (使用料・減免・取消料): pure rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tsunagaru.engines.bookings.rules.slots import EVENING, JST, Slot, is_weekend
from tsunagaru.kernel.calendar import holiday_name
from tsunagaru.kernel.expressions import (
    BOOL,
    MONEY,
    NUMBER,
    Expression,
    Scalar,
    check,
    evaluate_yen,
    parse_expression,
)

FACTS: Mapping[str, Scalar] = {
    "hours": NUMBER,
    "slots": NUMBER,
    "units": NUMBER,
    "people": NUMBER,
    "weekend": BOOL,
    "evening": BOOL,
    "resident": BOOL,
}
WHOLE = 100
HOUR_MIN = 60


@dataclass(frozen=True)
class CancelRule:
    """What cancelling costs (取消しの規則).

    Args:
        free_until_h: hours before the start until which it costs nothing.
        percent_after: share of the fee that is kept afterwards.
        closes_h: hours before the start after which a person cannot cancel online.
    """

    free_until_h: int = 0
    percent_after: int = 0
    closes_h: int = 0


@dataclass(frozen=True)
class Use:
    """How something is used (利用のしかた): from this a fee is worked out.

    Args:
        resident: whether somebody who signed in as a resident books it.
    """

    slot: Slot
    slots: int = 1
    units: int = 1
    people: int = 1
    resident: bool = False

    @property
    def facts(self) -> Mapping[str, object]:
        """Return what a fee's expression may ask for."""
        begins = self.slot.start.astimezone(JST)
        return {
            "hours": -(-self.slot.minutes // HOUR_MIN),
            "slots": self.slots,
            "units": self.units,
            "people": self.people,
            "weekend": is_weekend(begins.date(), holiday=holiday_name(begins.date()) is not None),
            "evening": begins.time() >= EVENING,
            "resident": self.resident,
        }


class CannotPrice(ValueError):
    """A fee's expression gives no amount (使用料の式が金額になりません)."""


@lru_cache(maxsize=256)
def read_fee(text: str) -> Expression:
    """Return a fee's expression (使用料の式), judged by its types.

    Raises:
        CannotUnderstand: it names what is not known.
        CannotPrice: it comes to no amount.
    """
    tree = parse_expression(text)
    kind = check(tree, FACTS)
    if kind not in (MONEY, NUMBER):
        raise CannotPrice(text)
    return tree


def full_fee(text: str, facts: Mapping[str, object], *, today: date) -> int:
    """Return the fee in yen before any reduction, never below 0 (使用料)."""
    if not text:
        return 0
    return max(0, evaluate_yen(read_fee(text), facts, today=today) or 0)


def reduced(fee_yen: int, percent: int) -> int:
    """Return the fee after a reduction; what is left is rounded down to 10 yen (減免後の額).

    Args:
        percent: how much is waived, 0 to 100.
    """
    left = fee_yen * (WHOLE - percent) // WHOLE
    return left if percent == 0 else left // 10 * 10


def cancel_fee(fee_yen: int, rule: CancelRule, start: datetime, at: datetime) -> int:
    """Return what is kept of the fee when a person cancels now, rounded down (取消料)."""
    if at <= start - timedelta(hours=rule.free_until_h):
        return 0
    return fee_yen * rule.percent_after // WHOLE


def may_cancel(rule: CancelRule, start: datetime, at: datetime) -> bool:
    """Return whether a person may still cancel or change by themselves (取消しの受付期間か)."""
    return at < start - timedelta(hours=rule.closes_h)
