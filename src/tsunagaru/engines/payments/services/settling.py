"""Settling what differs between our books and a provider's file (差異の片づけ)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import DifferenceResolved
from tsunagaru.engines.payments.models import Difference, Invoice, Payment
from tsunagaru.engines.payments.rules import chart, settling
from tsunagaru.engines.payments.rules.settling import ASSIGNED_AS, LABELS, Way
from tsunagaru.engines.payments.services.booking import book
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.requesting import is_payable, lock
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

BY_ITSELF = Actor(name="自動")
ALREADY = "この差異は、すでに解消されています。今の記録をご確認ください。"
NO_WORDS = "説明を入力してください。"
NOT_SO = "この差異は、この方法では解消できません。"
NOT_OPEN = "この請求は、支払い待ちではありません。"
OTHER_AMOUNT = "請求は{asked:,}円、入金は{paid:,}円です。同じ金額の請求だけにあてられます。"
ASSIGNED_BEFORE = "この取引番号の入金は、すでに請求にあててあります。"
DAY_TO_COME = "返金した日は、今日までの日を入力してください。"
NO_RETURN = "同じ金額の返金の記録が見つからないか、すでに結びつけてあります。"


class CannotResolve(Exception):
    """A difference cannot be settled so, or is settled already (差異を解消できません).

    Args:
        sentence: why, in Japanese, for the member of staff.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Resolution:
    """Who settles a difference, why and when (解消の記録)."""

    explanation: str
    by: Actor
    at: datetime


@transaction.atomic
def explain(difference: UUID, said: Resolution) -> None:
    """Explain a difference and move no money (差異を説明して解消する).

    Raises:
        CannotResolve: it is resolved already, or the explanation is empty.

    Publishes:
        DifferenceResolved
    """
    close(_open(difference, Way.EXPLAIN, said), Way.EXPLAIN, said)


@transaction.atomic
def assign(difference: UUID, invoice: UUID, said: Resolution) -> Payment:
    """Let an unknown payment pay an open invoice of the same amount (入金を請求にあてる).

    Raises:
        CannotResolve: it is resolved already, no unknown payment, or the invoice is not open or
            asks for another amount.

    Publishes:
        PaymentSettled, DifferenceResolved
    """
    row = _open(difference, Way.ASSIGN, said)
    asked, yen, provider = lock(invoice), off_of(row), row.settlement.provider
    method = ASSIGNED_AS[provider]
    _check_fits(asked, yen)
    if Payment.objects.filter(method=method, reference=row.reference).exists():
        raise CannotResolve(ASSIGNED_BEFORE)
    money = Money(
        method,
        yen,
        chart.account("clearing", provider),
        reference=row.reference,
        by=said.by,
    )
    paid = receive(asked, money, at=said.at)
    row.invoice = asked.pk
    close(row, Way.ASSIGN, said)
    return paid


def _check_fits(asked: Invoice, yen: int) -> None:
    if not is_payable(asked):
        raise CannotResolve(NOT_OPEN)
    if asked.amount_yen != yen:
        raise CannotResolve(OTHER_AMOUNT.format(asked=asked.amount_yen, paid=yen))


@transaction.atomic
def let_return(difference: UUID, returned_on: date, said: Resolution) -> None:
    """Hold an unknown payment that was given back on the provider's pages (返金の記録).

    It stands as money held for somebody until the provider's file names the return.

    Raises:
        CannotResolve: it is resolved already, no unknown payment, or the day is to come.

    Publishes:
        DifferenceResolved
    """
    row = _open(difference, Way.RETURN, said)
    if returned_on > day_of(said.at):
        raise CannotResolve(DAY_TO_COME)
    row.returned_on = returned_on
    lines = settling.set_aside(row.settlement.provider, off_of(row))
    book("set_aside", str(row.pk), lines, at=said.at)
    close(row, Way.RETURN, said)


@transaction.atomic
def match_return(difference: UUID, held: UUID, said: Resolution) -> None:
    """Let a return in the provider's file be that of a payment held (返金と結びつける).

    Raises:
        CannotResolve: it is resolved already, no unknown return, or nothing of this amount and
            provider waits to go back.

    Publishes:
        DifferenceResolved
    """
    row = _open(difference, Way.RETURNED, said)
    waiting = Difference.objects.select_for_update(no_key=True).filter(
        pk=held, settled_as=Way.RETURN, settlement__provider=row.settlement.provider
    )
    found, yen = waiting.first(), -off_of(row)
    taken = Difference.objects.filter(answers=held).exists()
    if found is None or taken or off_of(found) != yen:
        raise CannotResolve(NO_RETURN)
    row.answers = found
    book("went_back", str(row.pk), settling.went_back(row.settlement.provider, yen), at=said.at)
    close(row, Way.RETURNED, said)


@transaction.atomic
def write_off(difference: UUID, said: Resolution) -> None:
    """Move an amount over or short to the account for differences (照合差額に振り替える).

    Raises:
        CannotResolve: it is resolved already, or there is no such amount.

    Publishes:
        DifferenceResolved
    """
    row = _open(difference, Way.WRITE_OFF, said)
    book("written_off", str(row.pk), _written_off(row), at=said.at)
    close(row, Way.WRITE_OFF, said)


def take_back(row: Difference, said: Resolution) -> None:
    """Book a write-off back, in the caller's transaction: the money came after all (反対仕訳)."""
    book("write_off_undone", str(row.pk), settling.back(_written_off(row)), at=said.at)
    close(row, Way.EXPLAIN, said)


def _written_off(row: Difference) -> list[chart.Line]:
    return settling.written_off(row.kind, row.settlement.provider, off_of(row))


def off_of(row: Difference) -> int:
    """Return by how much the provider's file says more than our books (差額)."""
    return settling.off_yen(row.kind, row.ours_yen, row.theirs_yen)


def _open(difference: UUID, way: Way, said: Resolution) -> Difference:
    """Return a difference, locked, that may be settled this way."""
    row = Difference.objects.select_for_update(no_key=True).get(pk=difference)
    if row.resolved_at is not None:
        raise CannotResolve(ALREADY)
    if not said.explanation.strip():
        raise CannotResolve(NO_WORDS)
    if way not in settling.ways_of(row.kind, off_of(row)):
        raise CannotResolve(NOT_SO)
    return row


def close(row: Difference, way: Way, said: Resolution) -> None:
    """Write down that a locked difference is settled, by whom and why (解消の記録)."""
    by = said.by
    row.explanation, row.resolved_at, row.settled_as = said.explanation, said.at, way.value
    row.resolved_by, row.resolved_by_name = by.staff, by.name
    row.save()
    publish(DifferenceResolved(at=said.at, subject=row.pk, kind=row.kind, way=way.value))
    if by != BY_ITSELF:
        audit(
            actor=by,
            action="difference.settled",
            subject=row.pk,
            at=said.at,
            facts={"settled_as": LABELS[way], "yen": off_of(row)},
        )
