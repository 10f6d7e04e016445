"""Export and erasure of one person's registration (登録の開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.models import Email, Notice, Subscriber
from tsunagaru.engines.messages.queries.subscribers import permissions_of, subscriber_of
from tsunagaru.kernel.offers import Erasure


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what a resident is registered for, and what was agreed to."""
    row = subscriber_of(resident)
    if row is None:
        return None
    return {
        "topics": sorted(row.interests.values_list("topic", flat=True)),
        "district": row.district,
        "language": row.language,
        "quiet_from": row.quiet_from,
        "quiet_until": row.quiet_until,
        "on_paper": row.on_paper,
        "ways": [
            {"kind": one.kind, "address": one.address, "state": one.state, "order": one.rank}
            for one in row.contacts.order_by("added_at")
        ],
        "agreed": [
            {"at": one.at.isoformat(), "what": one.what, "kind": one.kind, "way": one.way}
            for one in permissions_of(row)
        ],
    }


@transaction.atomic
def erase(resident: UUID, _at: datetime) -> Erasure:
    """Delete a registration with addresses and consents; the counts of what was sent stay."""
    row = Subscriber.objects.filter(resident_id=resident).first()
    if row is None:
        return Erasure(erased=0)
    contacts = list(row.contacts.values_list("pk", flat=True))
    Email.objects.filter(notice__about__in=contacts).delete()
    Notice.objects.filter(about__in=contacts).delete()
    erased = 1 + len(contacts) + row.permissions.count() + row.interests.count()
    row.delete()
    return Erasure(erased=erased)
