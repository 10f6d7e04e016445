"""What files offer upwards (提供物)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagaru.ground.files.models import State, StoredFile
from tsunagaru.ground.files.services import owning
from tsunagaru.kernel.offers import Erasure, Offers, PrivacyOffer


def _export(resident: UUID) -> Any:  # noqa: ANN401 - JSON
    """Return the list of a resident's files; their bytes are downloaded one by one."""
    rows = StoredFile.objects.filter(resident=resident).exclude(state=State.DROPPED)
    return [
        {
            "id": str(row.pk),
            "name": row.name,
            "size": row.size,
            "media_type": row.media_type,
            "uploaded_at": row.uploaded_at.isoformat(),
        }
        for row in rows.order_by("uploaded_at")
    ]


def _erase(resident: UUID, at: datetime) -> Erasure:
    """Delete a resident's files that are part of nothing final."""
    mine = StoredFile.objects.filter(resident=resident).exclude(state=State.DROPPED)
    loose = list(mine.filter(attached_at=None).values_list("pk", flat=True))
    for file_id in loose:
        owning.drop(file_id, at=at, cause="erasure")
    kept = mine.filter(attached_at__isnull=False).count()
    reason = "申請などの公文書の一部として、保存年限まで保管します。" if kept else ""
    return Erasure(erased=len(loose), kept=kept, reason=reason)


OFFERS = Offers(
    "ground.files",
    privacy=(PrivacyOffer("files", "添付ファイル", ("files.StoredFile",), _export, _erase),),
)
