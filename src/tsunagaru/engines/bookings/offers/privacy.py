"""Export and erasure of one person's bookings (開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from tsunagaru.engines.bookings.models import Booking, Feed
from tsunagaru.engines.bookings.queries.bookings import bookings_of, to_check
from tsunagaru.engines.bookings.queries.charges import unsettled
from tsunagaru.engines.bookings.rules.states import OPEN
from tsunagaru.engines.bookings.services.disposing import forget_person
from tsunagaru.kernel.offers import Erasure

KEPT = "これからの予約と、支払いや返金が終わっていない予約は、終わるまで残します。"


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return a resident's bookings."""
    return [
        {
            "number": row.number,
            "resource": row.resource.code,
            "state": row.get_state_display(),
            "starts_at": row.starts_at.isoformat(),
            "ends_at": row.ends_at.isoformat(),
            "channel": row.channel,
            "people": row.people,
            "fee_yen": row.fee_yen,
            "name": row.name,
            "phone": row.phone,
            "email": row.email,
            "note": row.note,
            "kept_yen": row.kept_yen,
            "fees": [
                {"yen": one.total_yen, "at": one.at.isoformat(), "cause": one.get_cause_display()}
                for one in row.charges.all()
            ],
            "traces": [
                {"step": one.get_step_display(), "at": one.at.isoformat(), "text": one.text}
                for one in row.traces.all()
            ],
        }
        for row in bookings_of(resident).prefetch_related("charges", "traces")
    ]


def erase(resident: UUID, at: datetime) -> Erasure:
    """Take the person out of bookings that are over; the counts stay."""
    Feed.objects.filter(resident_id=resident).delete()
    rows = Booking.objects.filter(resident_id=resident)
    still = rows.filter(
        Q(state__in=OPEN, ends_at__gt=at)
        | Q(pk__in=unsettled())
        | Q(pk__in=to_check().values("pk"))
    )
    kept = still.count()
    over = rows.exclude(pk__in=still.values("pk"))
    erased = 0
    for row in over:
        forget_person(row)
        erased += 1
    return Erasure(erased=erased, kept=kept, reason=KEPT if kept else "")
