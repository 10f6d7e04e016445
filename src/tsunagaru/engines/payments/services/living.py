"""The payers of a simulated town (模擬の納付者): on the phone, or at the counter in its hours."""

from datetime import date, datetime, time, timedelta

from tsunagaru.engines.payments.models import Drawer, Invoice, Paypoint, Refund
from tsunagaru.engines.payments.queries.books import expected_cash
from tsunagaru.engines.payments.queries.setup import accounts_section
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.cash import pieces_of
from tsunagaru.engines.payments.rules.methods import PROVIDERS, RefundState
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.engines.payments.services.counter import (
    Count,
    close_drawer,
    open_drawer,
    take_card,
    take_cash,
)
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.refunding import hand_out
from tsunagaru.engines.payments.services.requesting import lock
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World

PAY_A_DAY, BY_PHONE, BY_CODE, AT_TERMINAL = 0.45, 0.75, 0.55, 0.4
FLOAT_YEN = 30_000
OPENS_MIN, CLOSES_MIN, WAKES_MIN, SLEEPS_MIN = 8 * 60 + 30, 17 * 60, 7 * 60, 23 * 60
CASHIER = Actor(kind=Kind.STAFF, name="窓口の係")


def pay_for_a_day(world: World, day: date) -> int:
    """Let people pay some of what they are asked for (1日の支払い).

    Returns:
        How many invoices were paid.
    """
    is_open = calendar().is_open(day)
    waiting = Invoice.objects.filter(state__in=PAYABLE, requested_at__lt=_moment(day, 0))
    done = 0
    for row in waiting.order_by("requested_at", "number"):
        if world.rng.random() >= PAY_A_DAY:
            continue
        if row.channel == "online" and world.rng.random() < BY_PHONE:
            done += _pay_online(world, row, day)
        elif is_open:
            done += _pay_at_counter(world, row, day)
    if is_open:
        _hand_back(day)
    _close_drawers(day)
    return done


def _pay_online(world: World, row: Invoice, day: date) -> int:
    """Let money arrive as a provider would report it; no provider knows of a simulated payment."""
    provider = "paypay" if world.rng.random() < BY_CODE else "payjp"
    into = chart.account("clearing", provider)
    at = _moment(day, world.rng.randrange(WAKES_MIN, SLEEPS_MIN))
    receive(lock(row.pk), Money(PROVIDERS[provider], row.amount_yen, into), at=at)
    return 1


def _pay_at_counter(world: World, row: Invoice, day: date) -> int:
    point = _point_for(row.section)
    if point is None:
        return 0
    at = _moment(day, world.rng.randrange(OPENS_MIN + 5, CLOSES_MIN))
    if point.terminal and world.rng.random() < AT_TERMINAL:
        slip = f"S{world.rng.randrange(10**6):06d}"
        take_card(row.pk, paypoint=point, slip=slip, by=CASHIER, at=at)
        return 1
    drawer = Drawer.objects.filter(paypoint=point, closed_at=None).first() or open_drawer(
        point, float_yen=FLOAT_YEN, by=CASHIER, at=_moment(day, OPENS_MIN)
    )
    tendered = -(-row.amount_yen // 1000) * 1000
    take_cash(row.pk, drawer=drawer.pk, tendered_yen=tendered, by=CASHIER, at=at)
    return 1


def _hand_back(day: date) -> None:
    """Let accounts give back by transfer what waited since yesterday (返金を渡す)."""
    waiting = Refund.objects.filter(
        state=RefundState.TO_HAND_OUT, requested_at__lt=_moment(day, 0), payment__attempt=None
    )
    for key in list(waiting.order_by("requested_at").values_list("pk", flat=True)):
        hand_out(key, slip=f"R{key.hex[:8]}", by=CASHIER, at=_moment(day, OPENS_MIN + 30))


def _point_for(section: str) -> Paypoint | None:
    """Return the counter of a section where cash is taken, or that of accounts."""
    points = Paypoint.objects.filter(closed=False, cash=True)
    return (
        points.filter(section=section).first() or points.filter(section=accounts_section()).first()
    )


def _close_drawers(day: date) -> None:
    """Count and close what the simulated counter opened today."""
    opened = Drawer.objects.filter(closed_at=None, opened_by_name=CASHIER.name)
    for drawer in opened:
        at = _moment(day, CLOSES_MIN + 15)
        close_drawer(drawer.pk, Count(pieces_of(expected_cash(drawer))), by=CASHIER, at=at)


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(0), JST) + timedelta(minutes=minutes)
