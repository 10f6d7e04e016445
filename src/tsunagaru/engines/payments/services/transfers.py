"""Account transfers (口座振替): a payer's consent, and the bank's result of each collection."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import MandateRecorded, TransferFailed
from tsunagaru.engines.payments.models import Mandate
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import Method
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.requesting import lock
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor


class Result(StrEnum):
    """What the bank reports (振替結果). The digits are those of 全銀協's transfer layout."""

    COLLECTED = "0"
    NO_FUNDS = "1"
    NO_ACCOUNT = "2"
    STOPPED_BY_PAYER = "3"
    NO_MANDATE = "4"
    STOPPED_BY_TOWN = "8"
    OTHER = "9"


@dataclass(frozen=True)
class BankAccount:
    """Where the money is collected (振替口座)."""

    bank: str
    branch: str
    number: str
    holder: str


@transaction.atomic
def record_mandate(
    resident: UUID, account: BankAccount, *, agreed_on: date, by: Actor, at: datetime
) -> UUID:
    """Write a payer's consent down; an older one ends (口座振替の依頼を登録する).

    Publishes:
        MandateRecorded
    """
    _end(resident, agreed_on, at)
    row = Mandate.objects.create(
        resident_id=resident,
        bank=account.bank,
        branch=account.branch,
        account=account.number,
        holder=account.holder,
        agreed_on=agreed_on,
        recorded_at=at,
        by=by.staff,
    )
    publish(MandateRecorded(at=at, subject=row.pk, state="active"))
    return row.pk


@transaction.atomic
def end_mandate(resident: UUID, *, ended_on: date, at: datetime) -> None:
    """End a payer's consent (口座振替を終了する).

    Publishes:
        MandateRecorded
    """
    _end(resident, ended_on, at)


def _end(resident: UUID, day: date, at: datetime) -> None:
    for row in Mandate.objects.select_for_update().filter(resident_id=resident, state="active"):
        row.state, row.ended_on = "ended", day
        row.save(update_fields=["state", "ended_on"])
        publish(MandateRecorded(at=at, subject=row.pk, state="ended"))


@transaction.atomic
def record_transfer(invoice: UUID, result: Result, *, by: Actor, at: datetime) -> None:
    """Write down what the bank reports of one invoice (振替結果を登録する).

    Publishes:
        PaymentSettled, or PaymentDoubled when it is not asked for any more; TransferFailed
    """
    row = lock(invoice)
    if result is not Result.COLLECTED:
        publish(TransferFailed(at=at, subject=row.pk, result=result.value))
        return
    money = Money(Method.TRANSFER, row.amount_yen, chart.BANK, site="bank", by=by)
    receive(row, money, at=at)
