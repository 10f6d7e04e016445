"""What files offer upwards (提供物)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from tsunagaru.ground.files import queries
from tsunagaru.ground.files.models import State, StoredFile
from tsunagaru.ground.files.services import owning, resealing
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.desk import CheckResult, DeskCheck, WorkItem, WorkQueue
from tsunagaru.kernel.offers import Erasure, Offers, PrivacyOffer
from tsunagaru.kernel.sealed_stores import SealedStore

MOST_ITEMS = 100
PATIENCE = timedelta(hours=1)


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


def _infected(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the files in which a virus was found, for the DX office."""
    if not actor.has(Role.DX_OFFICE):
        return ()
    return [
        WorkItem(
            title="添付ファイルからウイルスを検出しました（隔離済み）",
            url=f"{reverse('files:waiting')}#file-{file.id}",
            state="隔離中（要確認）",
            received_at=file.uploaded_at,
            section="",
            urgent=True,
        )
        for file in StoredFile.objects.filter(state=State.QUARANTINED)[:MOST_ITEMS]
    ]


def _all_are_scanned(at: datetime) -> CheckResult:
    """Tell how many files wait for the virus scan (ウイルス検査の点検)."""
    state = queries.scan_state()
    if not state.waiting:
        return CheckResult(holds=True, sentence="すべての添付ファイルがウイルス検査済みです。")
    patient = state.set_up and state.oldest_at is not None and state.oldest_at > at - PATIENCE
    sentence = f"ウイルス検査を待つ添付ファイルが{state.waiting}件あります。"
    if not state.set_up:
        sentence += "検査の装置が設定されていません。開くときに職員の確認が必要です。"
    elif not patient:
        sentence += "検査の装置につながりません。つながり次第、自動で検査します。"
    return CheckResult(holds=patient, sentence=sentence)


def _key_ids() -> Iterator[tuple[str, str]]:
    for file_id, key_id in resealing.key_ids():
        yield str(file_id), key_id


def _reseal(ref: str) -> bool:
    return resealing.reseal(UUID(ref))


OFFERS = Offers(
    "ground.files",
    work=(WorkQueue("files.infected", "隔離した添付ファイル", _infected),),
    checks=(DeskCheck("files.scan", "ウイルス検査", _all_are_scanned),),
    privacy=(PrivacyOffer("files", "添付ファイル", ("files.StoredFile",), _export, _erase),),
    sealed=(SealedStore("files", "添付ファイルの中身", _key_ids, _reseal),),
)
