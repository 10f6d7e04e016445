"""What files offer upwards (提供物)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagaru.ground.files.models import State, StoredFile
from tsunagaru.ground.files.services import owning, resealing
from tsunagaru.kernel.offers import Erasure, Offers, PrivacyOffer
from tsunagaru.kernel.sealed_stores import SealedStore


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


def _key_ids() -> Iterator[tuple[str, str]]:
    for file_id, key_id in resealing.key_ids():
        yield str(file_id), key_id


def _reseal(ref: str) -> bool:
    return resealing.reseal(UUID(ref))


OFFERS = Offers(
    "ground.files",
    privacy=(PrivacyOffer("files", "添付ファイル", ("files.StoredFile",), _export, _erase),),
    sealed=(SealedStore("files", "添付ファイルの中身", _key_ids, _reseal),),
)
