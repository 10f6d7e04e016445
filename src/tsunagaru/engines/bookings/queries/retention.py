"""Bookings that are over (終わった予約), for the rules of retention."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import to_check
from tsunagaru.engines.bookings.queries.charges import unsettled
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.kernel.papers import FinishedPaper

KIND, CODE, PREFIX = "booking", "@bookings", "予約"
ERASED = "erased:"
"""How the holder of a booking begins once nobody stands in it."""


def still_telling() -> QuerySet[Booking]:
    """Return the bookings that still say whose they were."""
    rows = Booking.objects.exclude(holder__startswith=ERASED)
    return rows.select_related("resource").order_by("ends_at", "number")


def finished(before: datetime) -> Iterator[FinishedPaper]:
    """Yield the bookings that were over before a time and for which no money is open."""
    over = still_telling().filter(ends_at__lt=before).exclude(pk__in=unsettled())
    for row in over.exclude(pk__in=to_check().values("pk")):
        yield _paper(row)


def find(number: str) -> FinishedPaper | None:
    """Return the booking of a number that still says whose it was, over or not."""
    row = still_telling().filter(number=number.removeprefix(f"{PREFIX}-")).first()
    return _paper(row) if row and number.startswith(PREFIX) else None


def _paper(row: Booking) -> FinishedPaper:
    one = bookable(row.resource)
    title = f"予約の記録（{one.definition.name.ja}）"
    return FinishedPaper(row.pk, f"{PREFIX}-{row.number}", title, one.section, row.ends_at)
