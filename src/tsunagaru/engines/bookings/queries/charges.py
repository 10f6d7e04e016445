"""Reads of what is asked for bookings and was paid (使用料の請求と納付の参照)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tsunagaru.engines.bookings.definitions import ResourceDefinition
from tsunagaru.engines.bookings.models import Booking, Charge
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.rules import owing
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground import rows
from tsunagaru.kernel.access import Actor, Role

KIND = "booking"


@dataclass(frozen=True)
class Billed:
    """A charge with its invoice (請求)."""

    charge: Charge
    invoice: payments.InvoiceView


@dataclass(frozen=True)
class Fee:
    """All there is to say about what a booking costs now (使用料の状況).

    Args:
        asked: whether the resource's fees are asked for; else they are paid on the spot.
        owed_yen: what is owed; None while a reduction is being checked.
        last: the charge in force, or None.
        billed: the charges with an invoice, oldest first.
    """

    asked: bool
    owed_yen: int | None
    last: Charge | None
    billed: Sequence[Billed]

    @property
    def held_yen(self) -> int:
        """Return what the town holds (納付済みの額)."""
        return sum(one.invoice.held_yen for one in self.billed)

    @property
    def pending(self) -> payments.InvoiceView | None:
        """Return the invoice that waits for its payment."""
        return next((one.invoice for one in self.billed if one.invoice.is_payable), None)

    @property
    def pending_charge(self) -> Charge | None:
        """Return the charge whose invoice waits for its payment."""
        return next((one.charge for one in self.billed if one.invoice.is_payable), None)

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
        """Return the invoices that were paid, whatever was given back since, oldest first."""
        return [one.invoice for one in self.billed if one.invoice.settled_at]

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
        """Tell whether all that is owed is there, and nothing of it goes back (支払い済み)."""
        return self.standing is owing.Standing.PAID and not self.has_returned

    @property
    def standing(self) -> owing.Standing:
        """Return how it stands."""
        pending = self.pending
        money = owing.Money(
            owed_yen=self.owed_yen,
            held_yen=self.held_yen,
            pending_yen=pending.amount_yen if pending else 0,
            late=pending is not None and pending.state is payments.State.OVERDUE,
            charged=self.last is not None,
            paid=bool(self.paid),
        )
        return owing.standing_of(money, asked=self.asked)

    @property
    def label(self) -> str:
        """Return how it stands, in words for staff."""
        return owing.STANDINGS[self.standing]

    @property
    def may_ask_again(self) -> bool:
        """Tell whether something is owed that nobody is asked for (請求し直せるか)."""
        return bool(self.owed_yen) and self.standing in owing.NOT_ASKED


def fee_of(row: Booking) -> Fee:
    """Return all there is to say about what a booking costs (使用料の状況)."""
    charges = rows.find(Charge, booking=row.pk)
    known = payments.invoices_of(KIND, [one.pk for one in charges]) if charges else {}
    return Fee(
        asked=bookable(row.resource).definition.pay.asked,
        owed_yen=owing.owed(State(row.state), row.fee_yen, row.kept_yen, row.reduction_state),
        last=charges[-1] if charges else None,
        billed=[Billed(one, known[one.pk]) for one in charges if one.pk in known],
    )


def key_waits(one: ResourceDefinition, fee: Fee) -> bool:
    """Tell whether the door's code is kept back until the fee is paid (支払い前の暗証番号)."""
    later = one.pay.after_use_days is not None or (one.key is not None and one.key.unpaid)
    return fee.pending is not None and not later


def unpaid_of(rows: Iterable[Booking]) -> dict[UUID, payments.InvoiceView]:
    """Return what is still to be paid for several bookings, by booking (未納の請求)."""
    pairs = Charge.objects.filter(booking__in=[row.pk for row in rows], amount_yen__gt=0)
    booking_of = dict(pairs.values_list("pk", "booking"))
    found = payments.payable(KIND, list(booking_of)) if booking_of else {}
    return {booking_of[charge]: invoice for charge, invoice in found.items()}


def overdue(actor: Actor) -> list[tuple[Booking, payments.InvoiceView]]:
    """Return the bookings of the actor's sections that were not paid in time (納期限超過)."""
    if not actor.is_staff:
        return []
    late = {
        one.subject: one for one in payments.overdue(KIND, actor.sections(Role.CLERK, Role.HEAD))
    }
    rows = Charge.objects.filter(pk__in=late).select_related("booking__resource")
    found = [(row.booking, late[row.pk]) for row in rows]
    return sorted(found, key=lambda pair: (pair[1].due_on, pair[0].number))


def unsettled() -> set[UUID]:
    """Return the bookings for which money is still to come or to go back (お金の残る予約)."""
    rows = Charge.objects.filter(pk__in=payments.unfinished(KIND))
    return set(rows.values_list("booking", flat=True))


def is_returned(fee: Fee) -> bool:
    """Tell whether all that goes back of a fee has gone back (返金済み)."""
    return payments.is_returned([one.id for one in fee.paid if one.refunded_yen])
