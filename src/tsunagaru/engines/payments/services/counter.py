"""Money taken at a counter (窓口での収納), and the drawer it lies in (レジ)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.payments.events import DrawerClosed, DrawerGapNoted, DrawerOpened
from tsunagaru.engines.payments.gateways.protocol import CannotReach
from tsunagaru.engines.payments.models import Drawer, Invoice, Payment, Paypoint
from tsunagaru.engines.payments.queries.books import expected_cash
from tsunagaru.engines.payments.queries.invoices import open_attempt
from tsunagaru.engines.payments.queries.setup import is_large_gap
from tsunagaru.engines.payments.rules import cash, chart
from tsunagaru.engines.payments.rules.methods import Method
from tsunagaru.engines.payments.rules.states import Act, CannotMove, State
from tsunagaru.engines.payments.services import charging
from tsunagaru.engines.payments.services.booking import book
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.requesting import is_payable, lock
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor


class CannotUseDrawer(Exception):
    """The drawer is open already, or closed already (レジを使えません)."""


class CannotCloseUnexplained(Exception):
    """What was counted differs from the books, and something is lacking (過不足の説明がありません).

    Args:
        unexplained: nobody says why.
        uncounted: the gap is a large one, and no second count came to the same.
    """

    def __init__(self, difference_yen: int, *, unexplained: bool, uncounted: bool) -> None:
        super().__init__(str(difference_yen))
        self.difference_yen = difference_yen
        self.unexplained, self.uncounted = unexplained, uncounted


def halt_online(invoice: UUID, *, at: datetime) -> None:
    """Close an online payment that is under way before taking money here (オンラインの停止).

    If the provider does not answer, money may arrive twice; then the second goes back by itself.
    """
    attempt = open_attempt(Invoice.objects.get(pk=invoice))
    if attempt is not None:
        with suppress(CannotReach, LookupError):
            charging.stop(attempt.pk, at=at)


@transaction.atomic
def take_cash(
    invoice: UUID, *, drawer: UUID, tendered_yen: int, by: Actor, at: datetime
) -> Payment:
    """Take cash for an invoice (現金を受け取る).

    Raises:
        CannotMove: the invoice asks for no money.
        CannotTakeSoLittle: less was handed over than is to be paid.
        CannotUseDrawer: the drawer is closed.

    Publishes:
        PaymentSettled
    """
    row, held = _payable(invoice), _open(drawer)
    cash.change_of(row.amount_yen, tendered_yen)
    money = Money(
        Method.CASH,
        row.amount_yen,
        chart.account("cash", held.paypoint_id),
        site=held.paypoint.site,
        drawer=held,
        tendered_yen=tendered_yen,
        by=by,
    )
    return receive(row, money, at=at)


@transaction.atomic
def take_card(invoice: UUID, *, paypoint: Paypoint, slip: str, by: Actor, at: datetime) -> Payment:
    """Write down a payment at the card terminal (カード端末で受け取る).

    Raises:
        CannotMove: the invoice asks for no money.

    Publishes:
        PaymentSettled
    """
    row = _payable(invoice)
    into = chart.account("clearing", "terminal")
    money = Money(Method.POS_CARD, row.amount_yen, into, site=paypoint.site, slip=slip, by=by)
    return receive(row, money, at=at)


def _payable(invoice: UUID) -> Invoice:
    row = lock(invoice)
    if not is_payable(row):
        raise CannotMove(State(row.state), Act.PAY)
    return row


def _open(drawer: UUID) -> Drawer:
    row = Drawer.objects.select_for_update(no_key=True).get(pk=drawer)
    if row.closed_at is not None:
        raise CannotUseDrawer
    return row


def open_drawer(paypoint: Paypoint, *, float_yen: int, by: Actor, at: datetime) -> Drawer:
    """Open a paypoint's drawer with its float (レジを開ける).

    Raises:
        CannotUseDrawer: it is open already.

    Publishes:
        DrawerOpened
    """
    try:
        return _open_anew(paypoint, float_yen, by, at)
    except IntegrityError:
        raise CannotUseDrawer from None


@transaction.atomic
def _open_anew(paypoint: Paypoint, float_yen: int, by: Actor, at: datetime) -> Drawer:
    row = Drawer.objects.create(
        paypoint=paypoint,
        opened_at=at,
        opened_by=by.staff,
        opened_by_name=by.name,
        float_yen=float_yen,
    )
    till = chart.account("cash", paypoint.pk)
    book("drawer_opened", str(row.pk), [chart.Line(till, chart.FLOAT, float_yen)], at=at)
    publish(DrawerOpened(at=at, subject=row.pk, paypoint=paypoint.pk))
    return row


@dataclass(frozen=True)
class Count:
    """What lies in a drawer (計数).

    Args:
        pieces: notes and coins by value.
        explanation: why it is not what the books say.
        again_yen: what a second count came to, where there was one.
    """

    pieces: Mapping[int, int]
    explanation: str = ""
    again_yen: int | None = None


@transaction.atomic
def close_drawer(drawer: UUID, count: Count, *, by: Actor, at: datetime) -> Drawer:
    """Count and close a drawer; the money above the float goes to the bank (レジを締める).

    Raises:
        CannotUseDrawer: it is closed already.
        CannotCloseUnexplained: it does not agree with the books, and no explanation is given, or
            a large gap was not counted a second time.

    Publishes:
        DrawerClosed
    """
    row = _open(drawer)
    row.expected_yen, row.counted_yen = expected_cash(row), cash.total_of(count.pieces)
    _check_gap(row, count)
    row.counted = {str(value): pieces for value, pieces in count.pieces.items() if pieces}
    row.explanation, row.recounted_yen = count.explanation, count.again_yen
    row.closed_at, row.closed_by, row.closed_by_name = at, by.staff, by.name
    row.save()
    lines = chart.drawer_closed(
        chart.account("cash", row.paypoint_id),
        expected_yen=row.expected_yen,
        counted_yen=row.counted_yen,
        float_yen=row.float_yen,
    )
    book("drawer_closed", str(row.pk), lines, at=at)
    publish(
        DrawerClosed(
            at=at,
            subject=row.pk,
            paypoint=row.paypoint_id,
            balanced="no" if row.difference_yen else "yes",
            difference_yen=row.difference_yen,
        )
    )
    return row


def _check_gap(row: Drawer, count: Count) -> None:
    gap = row.difference_yen
    unexplained = bool(gap) and not count.explanation.strip()
    uncounted = is_large_gap(gap) and count.again_yen != row.counted_yen
    if unexplained or uncounted:
        raise CannotCloseUnexplained(gap, unexplained=unexplained, uncounted=uncounted)


@transaction.atomic
def see_gap(drawer: UUID, *, words: str, by: Actor, at: datetime) -> Drawer:
    """Write down that those who own the books have seen a drawer's gap (過不足を確認する).

    Raises:
        CannotUseDrawer: there is no gap, it is seen already, or nothing is said about it.

    Publishes:
        DrawerGapNoted
    """
    row = Drawer.objects.select_for_update(no_key=True).get(pk=drawer)
    waits = row.closed_at is not None and row.difference_yen and row.seen_at is None
    if not waits or not words.strip():
        raise CannotUseDrawer
    row.seen_at, row.seen_by, row.seen_by_name, row.seen_words = at, by.staff, by.name, words
    row.save(update_fields=["seen_at", "seen_by", "seen_by_name", "seen_words"])
    yen = row.difference_yen
    publish(DrawerGapNoted(at=at, subject=row.pk, paypoint=row.paypoint_id, difference_yen=yen))
    audit(actor=by, action="drawer.gap_noted", subject=row.pk, at=at, facts={"yen": yen})
    return row
