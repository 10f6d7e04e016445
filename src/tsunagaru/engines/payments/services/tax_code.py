"""Payment slips with the common tax code, and the report of what was paid by it (地方税統一QR)."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import PaymentsReported, SlipIssued
from tsunagaru.engines.payments.models import Difference, Invoice, Payment, Settlement, TaxSlip
from tsunagaru.engines.payments.queries import slips
from tsunagaru.engines.payments.queries.setup import accounts_section, fee_rate
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import Method
from tsunagaru.engines.payments.rules.reconciling import Kind, Movement, reconcile
from tsunagaru.engines.payments.rules.states import Act, CannotMove, State
from tsunagaru.engines.payments.rules.tax_report import CannotReadReport, Reported, total
from tsunagaru.engines.payments.services.receiving import Money, receive
from tsunagaru.engines.payments.services.reconciling import keep
from tsunagaru.engines.payments.services.requesting import is_payable, lock
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor

PROVIDER = "tax_qr"


class CannotImport(Exception):
    """A report cannot be taken in (取り込めません)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def issue_slip(invoice: UUID, *, by: Actor, at: datetime) -> TaxSlip:
    """Write down that a slip is printed (納付書を発行する); the code is made from the layout.

    Raises:
        CannotMakeCode: the town has no layout, or a value does not fit it.
        CannotMove: the invoice asks for no money.

    Publishes:
        SlipIssued
    """
    row = lock(invoice)
    slips.payload_of(row)
    if not is_payable(row):
        raise CannotMove(State(row.state), Act.PAY)
    slip = TaxSlip.objects.create(
        invoice=row,
        amount_yen=row.amount_yen,
        due_on=row.due_on,
        issued_at=at,
        by=by.staff,
        by_name=by.name,
    )
    publish(SlipIssued(at=at, subject=row.pk, kind=row.kind))
    return slip


@transaction.atomic
def read_report(raw: bytes, day: date, *, by: Actor, at: datetime) -> Settlement:
    """Take the report of a day in, and hold every line against our books (納付情報の取込み).

    Every payment counts once, whichever report names it. What does not fit is a difference with
    an owner, explained on its page; what was paid too much is owed back at once.

    Raises:
        CannotImport: the layout is not set, the file cannot be read, or the day is done.

    Publishes:
        PaymentsReported, SettlementReconciled; PaymentSettled or PaymentDoubled for each payment
    """
    try:
        lines = slips.lines_in(raw)
    except CannotReadReport as problem:
        raise CannotImport(problem.sentence) from None
    if Settlement.objects.filter(provider=PROVIDER, day=day).exists():
        raise CannotImport("この日のファイルは、取込みが済んでいます。")
    before = slips.known([line.transaction for line in lines])
    for line in lines:
        _receive(line, by, at)
    row = _hold_against(lines, before, (day, raw), at)
    publish(PaymentsReported(at=at, subject=row.pk, lines=len(lines), yen=total(lines)))
    return row


def _receive(line: Reported, by: Actor, at: datetime) -> None:
    known = Payment.objects.filter(method=Method.TAX_QR, reference=line.transaction)
    found = Invoice.objects.filter(number=line.number).values_list("pk", flat=True).first()
    if found is None or known.exists() or line.yen < 1:
        return
    money = Money(
        Method.TAX_QR,
        line.yen,
        chart.account("clearing", PROVIDER),
        site="tax_qr",
        reference=line.transaction,
        by=by,
    )
    receive(lock(found), money, at=at)


def _hold_against(
    lines: Sequence[Reported], before: set[str], file: tuple[date, bytes], at: datetime
) -> Settlement:
    """Hold a report against the books; what an earlier report named already is there twice."""
    day, raw = file
    theirs = [
        Movement(one.transaction, one.yen, one.fee_yen, one.paid_on.isoformat()) for one in lines
    ]
    ours = slips.movements([one.transaction for one in lines], day)
    outcome = reconcile(ours, theirs, day=day.isoformat(), rate_bp=fee_rate(PROVIDER), old=before)
    row = keep(PROVIDER, day, (sha256(raw).hexdigest(), theirs), outcome, at)
    for payment in slips.doubled([one.transaction for one in lines]):
        Difference.objects.create(
            settlement=row,
            kind=Kind.DOUBLE,
            reference=payment.reference,
            invoice=payment.invoice_id,
            ours_yen=0,
            theirs_yen=payment.amount_yen,
            section=accounts_section(),
            found_at=at,
        )
    return row
