"""The door to bookings (予約の窓口)."""

from tsunagaru.engines.bookings.queries.bookings import (
    BookingView,
    admits,
    booking,
    coming,
    coming_ids,
    find_visit,
    token_of,
    visits_on,
)
from tsunagaru.engines.bookings.queries.resources import CannotFind, resource, resources
from tsunagaru.engines.bookings.queries.slots import alternatives, days
from tsunagaru.engines.bookings.rules.states import CannotMove, State
from tsunagaru.engines.bookings.services.changing import By, cancel, change
from tsunagaru.engines.bookings.services.disposing import CannotDisposeOpen, dispose
from tsunagaru.engines.bookings.services.loading import apply, dump, read
from tsunagaru.engines.bookings.services.making import Person, Wish, make, wait
from tsunagaru.engines.bookings.services.marking import mark
from tsunagaru.engines.bookings.services.placing import (
    CannotBook,
    NoSuchSlot,
    OverLimit,
    SlotTaken,
)
from tsunagaru.kernel.folder import Part

TOWN_PART = Part("bookings", read, apply, dump)

__all__ = [
    "TOWN_PART",
    "BookingView",
    "By",
    "CannotBook",
    "CannotDisposeOpen",
    "CannotFind",
    "CannotMove",
    "NoSuchSlot",
    "OverLimit",
    "Person",
    "SlotTaken",
    "State",
    "Wish",
    "admits",
    "alternatives",
    "booking",
    "cancel",
    "change",
    "coming",
    "coming_ids",
    "days",
    "dispose",
    "find_visit",
    "make",
    "mark",
    "resource",
    "resources",
    "token_of",
    "visits_on",
    "wait",
]
