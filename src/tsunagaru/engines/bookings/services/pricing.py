"""What a booking costs (使用料)."""

from datetime import date

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.prices import fee_at
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.rules.owing import ASKED, GRANTED
from tsunagaru.engines.bookings.rules.slots import Slot


def price(row: Booking, one: Bookable, *, today: date) -> None:
    """Set what a booking costs; a reduction that must be checked counts once granted."""
    slot = Slot(row.starts_at, row.ends_at)
    row.full_yen, row.fee_yen = fee_at(row, one, slot, row.slots, today=today)


def ask_reduction(row: Booking, one: Bookable) -> None:
    """Note a reduction that was asked for; one that needs no check is granted at once (減免)."""
    found = one.definition.reduction(row.reduction)
    row.reduction = found.code if found else ""
    row.reduction_state = "" if found is None else (ASKED if found.checked else GRANTED)
