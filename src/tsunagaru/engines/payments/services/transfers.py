"""Account transfers (口座振替): a day's debits asked for, the bank's answer written down."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.payments.events import TransferFailed, TransfersAnswered, TransfersRequested
from tsunagaru.engines.payments.models import (
    Invoice,
    TransferBatch,
    TransferLine,
)
from tsunagaru.engines.payments.queries import transfers as reads
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.agreements import ENDS_AGREEMENT, Result
from tsunagaru.engines.payments.rules.fixed_width import CannotReadRecord
from tsunagaru.engines.payments.rules.methods import Method
from tsunagaru.engines.payments.rules.states import State
from tsunagaru.engines.payments.services import agreements
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.requesting import (
    due_date,
    facts_of,
    is_payable,
    lock,
    next_number,
)
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

TOO_EARLY = "引落日がまだ来ていません。引落日のあとに届く結果ファイルを選んでください。"


class CannotTransfer(Exception):
    """No request can be made, or an answer does not fit one (できません)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def request_transfers(day: date, *, by: Actor, at: datetime) -> TransferBatch:
    """Ask the bank for everything that is due by a day of those who agreed (振替依頼を作る).

    Raises:
        CannotTransfer: the layout is not set, the day has passed, a sign does not fit the bank's
            record, or nothing is due.

    Publishes:
        TransfersRequested
    """
    if reads.setup_of() is None:
        raise CannotTransfer(reads.NO_LAYOUT)
    if day <= day_of(at):
        raise CannotTransfer("引落日は、明日より後の日にしてください。")
    due = reads.due(day)
    if not due.ready:
        raise CannotTransfer("この日までに引き落とす請求がありません。")
    batch = TransferBatch.objects.create(
        number=next_number(at),
        withdrawn_on=day,
        made_at=at,
        made_by=by.staff,
        made_by_name=by.name,
        lines=len(due.ready),
        yen=sum(one.invoice.amount_yen for one in due.ready),
    )
    _write_lines(batch, due.ready, at)
    reads.file_of(batch)  # a name that no record takes is said now, not when the file is fetched
    publish(TransfersRequested(at=at, subject=batch.pk, lines=batch.lines, yen=batch.yen))
    return batch


def _write_lines(batch: TransferBatch, ready: Sequence[reads.Due], at: datetime) -> None:
    try:
        with transaction.atomic():
            TransferLine.objects.bulk_create(
                TransferLine(
                    batch=batch,
                    order=order,
                    invoice=one.invoice,
                    mandate=one.mandate,
                    amount_yen=one.invoice.amount_yen,
                    first=one.mandate.used_at is None,
                )
                for order, one in enumerate(ready, start=1)
            )
    except IntegrityError:
        raise CannotTransfer("同じ請求の振替依頼が、同時に作られました。") from None
    for one in ready:
        if one.mandate.used_at is None:
            one.mandate.used_at = at
            one.mandate.save(update_fields=["used_at"])


@transaction.atomic
def cancel_request(batch: UUID, *, at: datetime) -> None:
    """Take a request back that did not go to the bank (依頼を取りやめる).

    Raises:
        CannotTransfer: its answer is in already, or it was taken back.
    """
    row = _locked(batch)
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    row.debits.update(open=False)


def _locked(batch: UUID) -> TransferBatch:
    row = TransferBatch.objects.select_for_update(no_key=True).get(pk=batch)
    if not row.is_open:
        raise CannotTransfer("この依頼は、結果の取込みか取りやめが済んでいます。")
    return row


@transaction.atomic
def read_results(batch: UUID, raw: bytes, *, by: Actor, at: datetime) -> TransferBatch:
    """Take the bank's answer to a request in: all of it, or nothing (結果を取り込む).

    Raises:
        CannotTransfer: the day of withdrawal has not come, the answer does not add up or fits
            another request; the sentence says why.

    Publishes:
        TransfersAnswered, and for each debit PaymentSettled, PaymentDoubled or TransferFailed
    """
    row = _locked(batch)
    if day_of(at) < row.withdrawn_on:
        raise CannotTransfer(TOO_EARLY)
    try:
        found = reads.results_in(row, raw)
    except CannotReadRecord as problem:
        raise CannotTransfer(problem.sentence) from None
    good = [_take(line, result, by, at) for line, result in found]
    row.answered_at, row.answered_by_name, row.digest = at, by.name, sha256(raw).hexdigest()
    row.collected, row.collected_yen = sum(1 for yen in good if yen), sum(good)
    row.save()
    publish(
        TransfersAnswered(
            at=at,
            subject=row.pk,
            collected=row.collected,
            failed=row.lines - row.collected,
            yen=row.collected_yen,
        )
    )
    return row


def _take(line: TransferLine, result: Result, by: Actor, at: datetime) -> int:
    """Write the answer to one debit down; return what came in."""
    line.result, line.open = result.value, False
    line.save(update_fields=["result", "open"])
    reference = f"{line.batch_id}:{line.order}"
    _record(lock(line.invoice_id), result, reference, by, at)
    if result in ENDS_AGREEMENT:
        agreements.stop(line.mandate_id, result, at=at)
    return line.amount_yen if result is Result.COLLECTED else 0


def _record(row: Invoice, result: Result, reference: str, by: Actor, at: datetime) -> None:
    if result is not Result.COLLECTED:
        _leave_time(row, at)
        publish(TransferFailed(at=at, subject=row.pk, result=result.value, **facts_of(row)))
        return
    money = Money(
        Method.TRANSFER, row.amount_yen, chart.BANK, site="bank", reference=reference, by=by
    )
    receive(row, money, at=at)


def _leave_time(row: Invoice, at: datetime) -> None:
    """Give the payer time for another way: the due date was mostly the day of the debit."""
    if not is_payable(row):
        return
    how = reads.setup_of()
    later = due_date(day_of(at) + timedelta(days=how.again_days) if how else None, at)
    row.due_on, row.state, row.reminded_at = max(row.due_on, later), State.REQUESTED, None
    row.save(update_fields=["due_on", "state", "reminded_at"])
