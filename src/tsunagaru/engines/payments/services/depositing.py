"""The card company's deposits for the terminals at the counters (カード端末の入金)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.payments.events import TerminalDeposited
from tsunagaru.engines.payments.models import Account, TerminalDeposit
from tsunagaru.engines.payments.queries.books import balance
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.chart import Line
from tsunagaru.engines.payments.rules.methods import TERMINAL
from tsunagaru.engines.payments.services.booking import book
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

CLEARING = chart.account("clearing", TERMINAL)


class CannotDeposit(Exception):
    """A deposit cannot be booked so (入金を記録できません).

    Args:
        field: the box it is about: ``day``, ``gross_yen``, ``net_yen`` or ``reference``.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True)
class Deposit:
    """A line of the bank statement, with what it is for (入金の内容).

    Args:
        gross_yen: the sales that the company settles.
        net_yen: what reached the bank; the rest is its fee.
    """

    day: date
    gross_yen: int
    net_yen: int
    reference: str


@transaction.atomic
def record_deposit(deposit: Deposit, *, by: Actor, at: datetime) -> TerminalDeposit:
    """Book what the card company paid, and the fee it kept (カード端末の入金を記録する).

    Raises:
        CannotDeposit: the day is to come, it is more than the terminals took, more came than was
            settled, or the number was recorded before.

    Publishes:
        TerminalDeposited
    """
    Account.objects.select_for_update(no_key=True).filter(code=CLEARING).first()
    _check(deposit, at)
    try:
        with transaction.atomic():
            row = TerminalDeposit.objects.create(
                day=deposit.day,
                gross_yen=deposit.gross_yen,
                net_yen=deposit.net_yen,
                reference=deposit.reference,
                recorded_at=at,
                by=by.staff,
                by_name=by.name,
            )
    except IntegrityError:
        raise CannotDeposit("reference", "この番号の入金は、すでに記録されています。") from None
    lines = chart.paid_out(TERMINAL, net_yen=row.net_yen, fee_yen=row.fee_yen)
    book("terminal_paid", str(row.pk), lines, at=at)
    _tell(row, "no", at)
    return row


def _check(deposit: Deposit, at: datetime) -> None:
    if deposit.day > day_of(at):
        raise CannotDeposit("day", "入金日は、今日までの日を入力してください。")
    if deposit.net_yen > deposit.gross_yen:
        raise CannotDeposit("net_yen", "入金額が、取引額より多くなっています。")
    if deposit.gross_yen > (open_yen := balance(CLEARING)):
        words = f"カード端末の未入金は{open_yen:,}円です。取引額は、それより多くできません。"
        raise CannotDeposit("gross_yen", words)


@transaction.atomic
def undo_deposit(deposit: UUID, *, by: Actor, at: datetime) -> TerminalDeposit:
    """Book a wrong deposit back (入金の記録を取り消す).

    Raises:
        CannotDeposit: that was done already.

    Publishes:
        TerminalDeposited
    """
    row = TerminalDeposit.objects.select_for_update(no_key=True).get(pk=deposit)
    if row.cancelled_at is not None:
        raise CannotDeposit("reference", "この入金の記録は、すでに取り消されています。")
    row.cancelled_at, row.cancelled_by_name = at, by.name
    row.save(update_fields=["cancelled_at", "cancelled_by_name"])
    lines = chart.paid_out(TERMINAL, net_yen=row.net_yen, fee_yen=row.fee_yen)
    back = [Line(line.credit, line.debit, line.amount_yen) for line in lines]
    book("terminal_undone", str(row.pk), back, at=at)
    _tell(row, "yes", at)
    return row


def _tell(row: TerminalDeposit, undone: str, at: datetime) -> None:
    publish(
        TerminalDeposited(
            at=at, subject=row.pk, undone=undone, yen=row.net_yen, fee_yen=row.fee_yen
        )
    )
