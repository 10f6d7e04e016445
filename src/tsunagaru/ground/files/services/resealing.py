"""Sealing stored contents anew when the key changes (再暗号化)."""

from collections.abc import Iterator
from uuid import UUID

from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.models import State, StoredFile


def key_ids() -> Iterator[tuple[UUID, str]]:
    """Yield each kept file and the id of the key of its content (鍵の符号)."""
    kept = StoredFile.objects.exclude(state=State.DROPPED).order_by("pk")
    for file_id in kept.values_list("pk", flat=True).iterator():
        if key_id := storage.key_id_of(file_id):
            yield file_id, key_id


def reseal(file_id: UUID) -> bool:
    """Seal one content with the newest key; tell whether it was still there (再暗号化).

    A file dropped in the meantime stays dropped.
    """
    try:
        storage.reseal(file_id)
    except storage.CannotReadContent:
        return False
    if not StoredFile.objects.filter(pk=file_id).exclude(state=State.DROPPED).exists():
        storage.remove(file_id)
        return False
    return True
