"""What bookings do when something happens (予約の反応)."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.events import (
    BookingCancelled,
    BookingChanged,
    BookingMade,
    BookingOffered,
    BookingPriced,
    BookingQueued,
    BookingReminded,
)
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import BOOKING_LINK, path_of
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.events import Event
from tsunagaru.kernel.money import format_yen


def tell_made(event: BookingMade | BookingChanged) -> None:
    """Tell the person that the time is booked, or booked anew (予約の通知)."""
    _tell(event, "booking_made")


def tell_offered(event: BookingOffered) -> None:
    """Offer what became free (空きの案内)."""
    _tell(event, "booking_offered")


def tell_lost(event: BookingQueued) -> None:
    """Tell who lost in a lottery where they stand (抽選の結果)."""
    if event.lost == "yes":
        _tell(event, "booking_lost")


def tell_closed(event: BookingCancelled) -> None:
    """Tell that a booking was cancelled; in other words when the town did it (取消しの通知)."""
    _tell(event, "booking_closed" if event.by == By.TOWN else "booking_cancelled")


def tell_priced(event: BookingPriced) -> None:
    """Tell what a reduction came to (減免の結果)."""
    _tell(event, "booking_priced")


def tell_reminder(event: BookingReminded) -> None:
    """Remind the person (利用の前の知らせ)."""
    _tell(event, "booking_reminder")


def mind_bookings(event: HourPassed) -> None:
    """End what has run out, open lotteries and remind, every hour (毎時の世話)."""
    services.lapse(at=event.at)
    services.open_rounds(at=event.at)
    services.remind(at=event.at)


def finish_day(event: DayEnded) -> None:
    """Complete the uses of the day that ended (日締め)."""
    services.finish_day(date.fromisoformat(event.day), at=event.at)


def _tell(event: Event, template: str) -> None:
    """Send a notice to whoever can be reached: a resident's inbox, an e-mail address, or both."""
    row = Booking.objects.select_related("resource").filter(pk=event.subject).first()
    if row is None or not (row.resident_id or row.email):
        return
    messages.send(
        event=event.id,
        template=template,
        values=_values(row),
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
    begins, ends = local(row.starts_at), local(row.ends_at)
    until = local(row.offered_until) if row.offered_until else None
    return {
        "name": definition.name.text.in_language(row.language),
        "place": definition.place.text.in_language(row.language),
        "when": f"{date_format(begins, 'Y/n/j')} {begins:%H:%M}-{ends:%H:%M}",
        "number": row.number,
        "fee": format_yen(row.fee_yen),
        "kept": format_yen(row.kept_yen),
        "until": f"{date_format(until, 'Y/n/j')} {until:%H:%M}" if until else "",
    }
