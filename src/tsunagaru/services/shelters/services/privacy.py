"""Export and erasure of one person's stays (開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.kernel.offers import Erasure
from tsunagaru.services.shelters.models import Evacuee, Pass, Unlisted
from tsunagaru.services.shelters.queries.sites import running

KEPT = "避難所が開いている間は、安全のために残します。"


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return a resident's stays, everything entered about them, and their codes."""
    stays = [
        {
            "details": row.details,
            "care": row.care,
            "state": row.get_state_display(),
            "hidden": row.hidden,
            "findable": row.findable,
            "entries": [
                {"kind": one.kind, "at": one.at.isoformat(), "told": one.payload}
                for one in row.entries.order_by("at")
            ],
        }
        for row in Evacuee.objects.filter(resident=resident)
    ]
    codes = Pass.objects.filter(resident=resident).order_by("made_at")
    refused = Unlisted.objects.filter(resident=resident)
    return {
        "stays": stays,
        "codes": [one.made_at.isoformat() for one in codes],
        "unlisted": [
            {"at": one.made_at.isoformat(), "by": one.get_channel_display()} for one in refused
        ],
    }


@transaction.atomic
def erase(resident: UUID, at: datetime) -> Erasure:
    """Take a person out of the stays that are over, and end their code; the counts stay."""
    Pass.objects.filter(resident=resident, withdrawn_at=None).update(withdrawn_at=at)
    Unlisted.objects.filter(resident=resident).delete()
    rows = Evacuee.objects.filter(resident=resident)
    still = running().values("run")
    erased = 0
    for row in rows.exclude(run__in=still):
        forget(row)
        erased += 1
    kept = rows.filter(run__in=still).count()
    return Erasure(erased=erased, kept=kept, reason=KEPT if kept else "")


def forget(row: Evacuee) -> None:
    """Leave nothing of who somebody was; that somebody was there stays (個人の記録を消す)."""
    row.resident, row.person_index, row.name_index = None, "", ""
    row.details, row.care = {}, {}
    row.save()
    for one in row.entries.all():
        one.payload = {}
        one.save(update_fields=["payload"])
