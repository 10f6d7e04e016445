"""What a booking costs (使用料)."""

from datetime import date

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.rules.fees import full_fee, reduced
from tsunagaru.engines.bookings.rules.owing import ASKED, GRANTED
from tsunagaru.engines.bookings.rules.slots import EVENING, is_weekend
from tsunagaru.kernel.calendar import holiday_name
from tsunagaru.kernel.clock import local

HOUR_MIN = 60


def price(row: Booking, one: Bookable, *, today: date) -> None:
    """Set what a booking costs; a reduction that must be checked counts once granted."""
    begins = local(row.starts_at)
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    facts = {
        "slots": row.slots,
        "units": row.units,
        "people": row.people,
        "weekend": is_weekend(begins.date(), holiday=holiday_name(begins.date()) is not None),
        "evening": begins.time() >= EVENING,
        "resident": row.resident_id is not None,
        "hours": -(-minutes // HOUR_MIN),
    }
    row.full_yen = full_fee(one.definition.fee, facts, today=today)
    reduction = one.definition.reduction(row.reduction)
    counts = reduction is not None and row.reduction_state == GRANTED
    row.fee_yen = reduced(row.full_yen, reduction.percent) if reduction and counts else row.full_yen


def ask_reduction(row: Booking, one: Bookable) -> None:
    """Note a reduction that was asked for; one that needs no check is granted at once (減免)."""
    found = one.definition.reduction(row.reduction)
    row.reduction = found.code if found else ""
    row.reduction_state = "" if found is None else (ASKED if found.checked else GRANTED)
