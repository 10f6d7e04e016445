"""Reads of what an application costs and what was paid (手数料の請求と納付の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.definitions import Payment
from tsunagaru.engines.applications.models import Application, Charge
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import paying
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.kernel.clock import day_of

KIND = "application"
REFUSED = "refused"
UNPAID = (
    "手数料の支払いがまだです（{label}）。支払いを確認してから決定してください。"
    "認めない場合は、支払いを待たずに決定できます。"
)
LABELS = {paying.Standing(one.value): label for one, label in cases.PAYING_LABELS.items()}
BILLS = {
    payments.State.CANCELLED: paying.Bill.CANCELLED,
    payments.State.EXPIRED: paying.Bill.EXPIRED,
}


@dataclass(frozen=True)
class Billed:
    """A charge with its invoice (請求)."""

    charge: Charge
    invoice: payments.InvoiceView

    @property
    def asked(self) -> paying.Asked:
        """Return it as the rules see it."""
        one = self.invoice
        bill = paying.Bill.OPEN if one.is_payable else BILLS.get(one.state, paying.Bill.PAID)
        closed = self.charge.closed_at is not None
        return paying.Asked(one.amount_yen, bill, one.held_yen, closed)


@dataclass(frozen=True)
class Fee:
    """All there is to say about an application's fee now (手数料の状況).

    Args:
        payment: how the procedure is paid, or None.
        last: the charge in force, or None.
        billed: the charges with an invoice, oldest first.
    """

    payment: Payment | None
    last: Charge | None
    billed: Sequence[Billed]
    plan: paying.Plan
    over: paying.Over

    @property
    def asked(self) -> list[paying.Asked]:
        """Return the charges as the rules see them."""
        return [one.asked for one in self.billed]

    @property
    def standing(self) -> paying.Standing:
        """Return how the fee stands."""
        return paying.standing_of(self.plan, self.asked, self.over)

    @property
    def billed_and_back(self) -> list[tuple[Billed, payments.Returned | None]]:
        """Return the charges with an invoice, each with what of it goes back (返金の状況)."""
        known = payments.returned_of([one.invoice.id for one in self.billed])
        return [(one, known.get(one.invoice.id)) for one in self.billed]

    @property
    def has_returned(self) -> bool:
        """Tell whether something of what was paid goes back (返金の有無)."""
        return any(one.refunded_yen for one in self.paid)

    @property
    def is_paid_up(self) -> bool:
        """Tell whether the fee is there, nothing more is asked and nothing goes back."""
        paid = self.standing is paying.Standing.PAID and self.pending is None
        return paid and not self.has_returned and not self.is_over_for_nothing

    @property
    def known_yen(self) -> int | None:
        """Return what the rule says it costs (計算による額)."""
        return self.plan.known_yen

    @property
    def asks_later(self) -> bool:
        """Tell whether it is still to be asked for (これから請求する)."""
        coming = self.over is paying.Over.GRANTED and self.standing is paying.Standing.WAITING
        to_fix = self.over is paying.Over.OPEN and self.standing is paying.Standing.TO_FIX
        return to_fix or (coming and self.pending is None)

    @property
    def is_over_for_nothing(self) -> bool:
        """Tell whether the matter ended without what was applied for (不許可・取下げ)."""
        return self.over in paying.STOPPED

    @property
    def held_yen(self) -> int:
        """Return what the town holds (納付済みの額)."""
        return paying.held(self.asked)

    @property
    def pending(self) -> payments.InvoiceView | None:
        """Return the invoice that waits for its payment."""
        return next((one.invoice for one in self.billed if one.invoice.is_payable), None)

    @property
    def is_collected(self) -> bool:
        """Tell whether the bank was asked to take it from the payer's account (引落しの依頼中)."""
        found = self.collection
        return found is not None and found.asked

    @property
    def collection(self) -> payments.Collection | None:
        """Return when it is collected from the payer's account, if it is (引落しの予定)."""
        return payments.collection_of(self.pending.id) if self.pending else None

    @property
    def paid(self) -> list[payments.InvoiceView]:
        """Return the invoices that were paid, whatever was given back since."""
        return [one.invoice for one in self.billed if one.asked.bill is paying.Bill.PAID]

    @property
    def returned(self) -> list[tuple[payments.InvoiceView, payments.Returned | None]]:
        """Return the invoices that were paid, each with what of it goes back (返金の状況)."""
        known = payments.returned_of([one.id for one in self.paid])
        return [(one, known.get(one.id)) for one in self.paid]

    def asked_anew(self, row: Application, charge: Charge, invoice: payments.InvoiceView) -> "Fee":
        """Return how the fee stands once this was asked for as well (請求後の状況)."""
        billed = [*self.billed, Billed(charge, invoice)]
        return Fee(self.payment, charge, billed, _plan(self.payment, row, charge), self.over)


def fee_of(row: Application) -> Fee:
    """Return all there is to say about an application's fee (手数料の状況)."""
    payment = form_of(row.version_id).definition.payment
    charges = rows.find(Charge, application=row.pk)
    known = payments.invoices_of(KIND, [one.pk for one in charges]) if charges else {}
    billed = [Billed(one, known[one.pk]) for one in charges if one.pk in known]
    last = charges[-1] if charges else None
    return Fee(payment, last, billed, _plan(payment, row, last), over_of(row))


def fee_now(row: Application) -> Fee:
    """Return how the fee stands for a reader (表示する手数料の状況).

    What follows from a decision is done a moment after it; a reader who comes in between reads
    what is true already.
    """
    fee = fee_of(row)
    over = _decided(row) if fee.over is paying.Over.OPEN and fee.payment else fee.over
    return replace(fee, over=over)


def _decided(row: Application) -> paying.Over:
    case = cases.case_of(KIND, row.pk)
    if case is None or case.state not in {cases.State.DECIDED, cases.State.WITHDRAWN}:
        return paying.Over.OPEN
    if case.state is cases.State.WITHDRAWN:
        return paying.Over.WITHDRAWN
    decision = cases.decision_of(row.case)
    refused = decision is not None and decision.outcome == REFUSED
    return paying.Over.REFUSED if refused else paying.Over.GRANTED


def _plan(payment: Payment | None, row: Application, last: Charge | None) -> paying.Plan:
    fixed = last is not None and last.rule_yen == row.fee_yen
    return paying.Plan(
        payment.when if payment else None,
        fixed,
        last.total_yen if last and fixed else 0,
        row.fee_yen,
    )


def over_of(row: Application) -> paying.Over:
    """Return how an application ended, as far as its fee is concerned."""
    if row.state == rules.State.WITHDRAWN:
        return paying.Over.WITHDRAWN
    if row.state != rules.State.DECIDED:
        return paying.Over.OPEN
    return paying.Over.REFUSED if row.outcome == REFUSED else paying.Over.GRANTED


def must_pay_first(row: Application) -> bool:
    """Tell whether the fee must be paid before the application is granted (先に支払いが必要か)."""
    form = form_of(row.version_id)
    payment = form.definition.payment
    if payment is None or payment.when is paying.When.COUNTER:
        return False
    day = day_of(row.submitted_at)
    return questionnaires.fits(form.questionnaire, payment.required, row.answers, day)


def bars(application: UUID, outcome: str) -> str:
    """Return why an application cannot be decided so yet (決定できない理由), or empty."""
    row = rows.first(Application, pk=application)
    if row is None or outcome == REFUSED or form_of(row.version_id).definition.payment is None:
        return ""
    standing = fee_of(row).standing
    if not paying.bars(standing, first=must_pay_first(row), refuses=False):
        return ""
    return UNPAID.format(label=LABELS[standing])
