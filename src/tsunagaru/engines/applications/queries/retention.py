"""Which applications are not over yet (終わっていない申請), whatever their case says."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications.models import Application, Charge, Visit
from tsunagaru.engines.applications.queries.charges import KIND
from tsunagaru.engines.bookings import api as bookings
from tsunagaru.engines.payments import api as payments


def unfinished(at: datetime) -> set[UUID]:
    """Return the applications that have not ended, or with money or a visit still to come."""
    open_ones = set(Application.objects.filter(ended_at=None).values_list("pk", flat=True))
    coming = Visit.objects.filter(booking__in=bookings.coming_ids(at))
    paying = Charge.objects.filter(pk__in=payments.unfinished(KIND))
    for found in (coming, paying):
        open_ones |= set(found.values_list("application", flat=True))
    return open_ones
