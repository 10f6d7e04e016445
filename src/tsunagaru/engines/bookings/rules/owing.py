"""What is owed for a booking, by when, and how that stands (使用料・取消料の状況): pure rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tsunagaru.engines.bookings.rules.states import OPEN, State
from tsunagaru.kernel.calendar import OfficeCalendar

ASKED, GRANTED, REFUSED = "asked", "granted", "refused"  # 減免の確認
USED = frozenset({State.ARRIVED, State.MISSED, State.COMPLETED})
PRICED = frozenset({State.CONFIRMED, *USED})


class Cause(StrEnum):
    """Why what is owed was fixed anew (請求のきっかけ)."""

    BOOKED = "booked"
    CHANGED = "changed"
    REDUCTION = "reduction"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    FORFEITED = "forfeited"
    FOLLOWED = "followed"
    AGAIN = "again"


CAUSES = {
    Cause.BOOKED: "予約",
    Cause.CHANGED: "時間の変更",
    Cause.REDUCTION: "減免の確認",
    Cause.CANCELLED: "予約の取消し",
    Cause.CLOSED: "町の都合による取消し",
    Cause.FORFEITED: "支払いがないための取消し",
    Cause.FOLLOWED: "利用の記録",
    Cause.AGAIN: "請求のやり直し",
}


@dataclass(frozen=True)
class PayRule:
    """By when a fee is to be paid (支払いの期限の規則).

    Args:
        due_days: days after it is asked for; None for the days that the town usually gives.
        before_use_days: how many days before the use it is due at the latest.
        after_use_days: due so many days after the use, instead of before it; or None.
    """

    due_days: int | None = None
    before_use_days: int = 0
    after_use_days: int | None = None


def owed(state: State, fee_yen: int, kept_yen: int, reduction: str = "") -> int | None:
    """Return what is owed in a state (支払うべき額).

    Args:
        reduction: how far the check of a reduction is: empty, asked, granted or refused.

    Returns:
        The yen; None while nobody can say, since a reduction is still being checked.
    """
    yen = fee_yen if state in PRICED else kept_yen if state is State.CANCELLED else 0
    return None if yen and reduction == ASKED else yen


def lapse_day(due_on: date, days: int, warned_on: date | None, office: OfficeCalendar) -> date:
    """Return the last day to pay before an unpaid booking lapses (未納による取消しの前の期限).

    Args:
        due_on: the last day to pay as it was asked for.
        days: so many days after it, as the town decided.
        warned_on: the day on which the person was warned. Whoever was warned late, as in a town
            that begins with this, has the days from then on.
        office: a last day on which it is closed moves to the next open one, for who pays in cash.

    Source:
        民法 第142条: a period that ends on a closed day ends on the next.
    """
    begin = due_on if warned_on is None else max(due_on, warned_on - timedelta(days=1))
    return office.next_open_day(begin + timedelta(days=days))


def may_judge(state: State, kept_yen: int, reduction: str) -> bool:
    """Tell whether a reduction waits for a clerk: the booking goes on, or something is owed."""
    matters = state in OPEN or state in USED or (state is State.CANCELLED and kept_yen > 0)
    return reduction == ASKED and matters


def due_day(rule: PayRule, state: State, *, asked_on: date, use_on: date, usual_on: date) -> date:
    """Return the last day to pay, before closed days are looked at (支払いの期限).

    Args:
        asked_on: the day on which it was asked for, or is now.
        use_on: the day of use.
        usual_on: the last day where the resource says nothing.
    """
    first = usual_on if rule.due_days is None else asked_on + timedelta(days=rule.due_days)
    if state is not State.CONFIRMED or use_on < asked_on:
        return first
    if rule.after_use_days is not None:
        return use_on + timedelta(days=rule.after_use_days)
    return max(asked_on, min(first, use_on - timedelta(days=rule.before_use_days)))


def open_before(wanted: date, use_on: date, today: date, office: OfficeCalendar) -> date:
    """Return the last day to pay of what is used on a day: no closed day moves it past the use.

    Args:
        wanted: the last day, before closed days are looked at.
        use_on: the day of use; the door opens only for what is paid.

    Returns:
        On a closed day the next open one, or where that is after the use the last open one before;
        without one, the day itself: by card one pays on any day.
    """
    if (moved := wanted if office.is_open(wanted) else office.next_open_day(wanted)) <= use_on:
        return moved
    days = ((wanted - timedelta(days=n)) for n in range((wanted - today).days + 1))
    return next((day for day in days if office.is_open(day)), wanted)


class Standing(StrEnum):
    """How a booking's fee stands (支払いの状況)."""

    NONE = ""
    CHECKING = "checking"
    ON_SITE = "on_site"
    TO_ASK = "to_ask"
    WAITING = "waiting"
    OVERDUE = "overdue"
    PAID = "paid"
    CALLED_OFF = "called_off"
    REFUNDED = "refunded"


STANDINGS = {
    Standing.NONE: "",
    Standing.CHECKING: "減免の確認待ち",
    Standing.ON_SITE: "施設での支払い",
    Standing.TO_ASK: "未請求",
    Standing.WAITING: "支払い待ち",
    Standing.OVERDUE: "納期限超過",
    Standing.PAID: "支払い済み",
    Standing.CALLED_OFF: "請求取消し",
    Standing.REFUNDED: "返金",
}
NOT_ASKED = frozenset({Standing.TO_ASK, Standing.CALLED_OFF})


@dataclass(frozen=True)
class Money:
    """What was asked for, paid and given back (お金の動き).

    Args:
        owed_yen: what is owed now; None while a reduction is being checked.
        held_yen: what the town holds: paid, less what was given back.
        pending_yen: what is asked for and not paid.
        late: whether what is pending was due before today.
        charged: whether anything was ever fixed.
        paid: whether anything was ever paid.
    """

    owed_yen: int | None
    held_yen: int = 0
    pending_yen: int = 0
    late: bool = False
    charged: bool = False
    paid: bool = False


def standing_of(money: Money, *, asked: bool = True) -> Standing:
    """Return how a booking's fee stands (支払いの状況)."""
    if money.pending_yen:
        return Standing.OVERDUE if money.late else Standing.WAITING
    if money.owed_yen is None:
        return Standing.CHECKING
    if money.held_yen >= money.owed_yen:
        return _settled(money)
    return _short(money, asked=asked)


def _short(money: Money, *, asked: bool) -> Standing:
    """Less is held than what is owed, and nothing is asked for: why?"""
    if not money.charged:
        return Standing.TO_ASK if asked else Standing.ON_SITE
    return Standing.REFUNDED if money.paid else Standing.CALLED_OFF


def _settled(money: Money) -> Standing:
    if money.held_yen:
        return Standing.PAID
    return Standing.REFUNDED if money.paid else Standing.NONE
