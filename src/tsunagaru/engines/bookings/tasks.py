"""What bookings do when something happens (予約の反応)."""

from collections.abc import Callable, Mapping
from datetime import date

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.events import (
    BookingCancelled,
    BookingChanged,
    BookingCharged,
    BookingForfeited,
    BookingMade,
    BookingOffered,
    BookingPriced,
    BookingQueued,
    BookingReminded,
    BookingWarned,
)
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import BOOKING_LINK, path_of
from tsunagaru.engines.bookings.queries.charges import KIND, fee_of
from tsunagaru.engines.bookings.queries.letters import (
    change_words,
    closing_words,
    pay_words,
    refusal_words,
)
from tsunagaru.engines.bookings.queries.lots import was_won
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.queries.unpaid import lapse_day
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.payments.events import (
    PaymentMissed,
    PaymentPostponed,
    PaymentRefunded,
    PaymentReminded,
    PaymentSettled,
    TransferFailed,
)
from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.ground.ui.dates import day_words, span_words, time_words
from tsunagaru.kernel.events import Event
from tsunagaru.kernel.money import format_yen


def tell_made(event: BookingMade) -> None:
    """Tell the person that the time is booked, or was won in a lottery (予約・当選の通知)."""
    row = Booking.objects.filter(pk=event.subject).first()
    _tell(event, "booking_won" if row and was_won(row) else "booking_made")


def tell_changed(event: BookingChanged) -> None:
    """Tell from when to when it was moved, what was paid and what is to pay (変更の通知)."""
    _tell(event, "booking_changed", change_words)


def tell_offered(event: BookingOffered) -> None:
    """Offer what became free (空きの案内)."""
    _tell(event, "booking_offered")


def tell_lost(event: BookingQueued) -> None:
    """Tell who lost in a lottery where they stand (抽選の結果)."""
    if event.lost == "yes":
        _tell(event, "booking_lost")


def tell_closed(event: BookingCancelled) -> None:
    """Tell that a booking was cancelled; in other words when the town did it (取消しの通知)."""
    if event.by == By.TOWN:
        _tell(event, "booking_closed", closing_words)
    else:
        _tell(event, "booking_cancelled")


def tell_priced(event: BookingPriced) -> None:
    """Tell that a reduction was granted, or that it was not, why, and whom to ask (減免の結果)."""
    if event.granted == "yes":
        _tell(event, "booking_reduction_granted")
    else:
        _tell(event, "booking_reduction_refused", refusal_words)


def tell_reminder(event: BookingReminded) -> None:
    """Remind the person (利用の前の知らせ)."""
    _tell(event, "booking_reminder")


def tell_fee(event: PaymentPostponed) -> None:
    """Tell until when there is time to pay now (支払い期限の延長のお知らせ)."""
    _tell_of_money(event, "booking_fee_postponed", only_unpaid=True)


def tell_fee_again(event: BookingCharged) -> None:
    """Ask for what nobody was asked for any more (請求し直したお知らせ)."""
    _tell(event, "booking_fee_requested")


def tell_fee_reminder(event: PaymentReminded) -> None:
    """Remind of the fee before the due date (支払い期限のお知らせ)."""
    _tell_of_money(event, "booking_fee_reminder", only_unpaid=True)


def tell_fee_overdue(event: PaymentMissed) -> None:
    """Tell that the due date has passed; the booking stands (納期限超過のお知らせ).

    Where it will lapse the warning tells so as well, and until when.
    """
    invoice = payments.invoice_about(KIND, event.subject)
    row = Booking.objects.filter(charges=invoice.subject).first() if invoice else None
    if row is None or lapse_day(row, fee_of(row)) is None:
        over = row is not None and row.ends_at <= event.at
        template = "booking_fee_overdue_used" if over else "booking_fee_overdue"
        _tell_of_money(event, template, only_unpaid=True)


def tell_warned(event: BookingWarned) -> None:
    """Warn that an unpaid booking will lapse, and until when it can be paid (未納の予告)."""
    row = Booking.objects.select_related("resource").filter(pk=event.subject).first()
    fee = fee_of(row) if row else None
    day = lapse_day(row, fee) if row and fee else None
    if row is None or fee is None or fee.pending is None or day is None:
        return
    pending = fee.pending
    more = {
        "yen": f"{pending.amount_yen:,}",
        "due": day_words(pending.due_on, row.language),
        "lapse": day_words(day, row.language),
    }
    _send(event, "booking_unpaid_warning", row, more)


def tell_forfeited(event: BookingForfeited) -> None:
    """Tell that an unpaid booking has lapsed, and what is owed all the same (未納による取消し)."""
    _tell(event, "booking_forfeited")


def tell_transfer_failed(event: TransferFailed) -> None:
    """Tell why the bank could not collect (口座振替の不能).

    Where it ended the payer's agreement, the letter about that says both.
    """
    if payments.is_told_with_end(event.subject, event.result, event.at):
        return

    def words(language: str) -> Mapping[str, str]:
        return {"why": payments.why_not_collected(event.result, language)}

    _tell_of_money(event, "booking_fee_transfer_failed", only_unpaid=True, words=words)


def tell_fee_paid(event: PaymentSettled) -> None:
    """Thank for the payment (入金のお知らせ)."""
    _tell_of_money(event, "booking_fee_paid")


def tell_fee_refunded(event: PaymentRefunded) -> None:
    """Tell that money went back (返金のお知らせ)."""
    _tell_of_money(event, "booking_fee_refunded", yen=event.yen)


def _tell_of_money(
    event: Event,
    template: str,
    *,
    only_unpaid: bool = False,
    yen: int | None = None,
    words: Callable[[str], Mapping[str, str]] = lambda _: {},
) -> None:
    """Tell what became of an invoice to whoever booked, if it is still so."""
    invoice = payments.invoice_about(KIND, event.subject)
    row = Booking.objects.filter(charges=invoice.subject).first() if invoice else None
    if row is None or invoice is None or (only_unpaid and not invoice.is_payable):
        return
    amount = f"{invoice.amount_yen if yen is None else yen:,}"
    more = {"yen": amount, "due": day_words(invoice.due_on, row.language), **words(row.language)}
    _send(event, template, row, more)


def mind_bookings(event: HourPassed) -> None:
    """End what has run out, open lotteries and remind, every hour (毎時の世話)."""
    services.lapse(at=event.at)
    services.open_rounds(at=event.at)
    services.remind(at=event.at)
    services.mind_unpaid(at=event.at)


def finish_day(event: DayEnded) -> None:
    """Complete the uses of the day that ended (日締め)."""
    services.finish_day(date.fromisoformat(event.day), at=event.at)


def _tell(
    event: Event, template: str, more: Callable[[Booking], Mapping[str, str]] = lambda _: {}
) -> None:
    """Send a notice to whoever can be reached: a resident's inbox, an e-mail address, or both."""
    row = Booking.objects.select_related("resource").filter(pk=event.subject).first()
    if row is not None:
        _send(event, template, row, more(row))


def _send(event: Event, template: str, row: Booking, more: Mapping[str, str]) -> None:
    if not (row.resident_id or row.email):
        return
    messages.send(
        event=event.id,
        template=template,
        values={**_values(row), **more},
        about=row.pk,
        at=event.at,
        resident=row.resident_id,
        email=row.email,
        language=row.language,
        url=path_of(row.pk),
        link=messages.Link(BOOKING_LINK, row.pk),
    )


def _values(row: Booking) -> Mapping[str, str]:
    definition = bookable(row.resource).definition
    return {
        "name": definition.name.text.in_language(row.language),
        "place": definition.place.text.in_language(row.language),
        "when": span_words(row.starts_at, row.ends_at, row.language),
        "number": row.number,
        "fee": format_yen(row.fee_yen),
        "kept": format_yen(row.kept_yen),
        "pay": pay_words(row, row.language),
        "until": time_words(row.offered_until, row.language) if row.offered_until else "",
    }
