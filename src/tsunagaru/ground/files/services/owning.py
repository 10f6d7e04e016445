"""What becomes of kept files (帰属と削除)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tsunagaru.ground.files.events import FileAttached, FileDropped
from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.models import State, StoredFile
from tsunagaru.ground.files.queries import FileView, view_of
from tsunagaru.ground.ledger.api import publish

ORPHAN_DAYS = 60  # longer than any draft lives
UNRECORDED_HOURS = 24  # contents whose row never came to be (a crash in between)
BATCH = 500


class CannotAttach(Exception):
    """A file is gone, or is not the new owner's to take (添付できません)."""


@transaction.atomic
def attach(
    ids: Iterable[UUID],
    owner: UUID,
    *,
    at: datetime,
    from_owner: UUID | None = None,
    owner_kind: str = "",
) -> list[FileView]:
    """Make files part of something final (確定する), from then on safe from the nightly sweep.

    Args:
        ids: ids as they stand in answers; they may be forged, so ownership is checked.
        owner: the final owner, such as the application.
        at: now.
        from_owner: the owner so far, such as the draft, where it is another.
        owner_kind: the new kind of owner, where it changes.

    Raises:
        CannotAttach: one of the files is gone or belongs to something else.

    Publishes:
        FileAttached, once for each file that was not final yet.
    """
    wanted = set(ids)
    mine = StoredFile.objects.select_for_update(no_key=True).filter(
        pk__in=wanted, owner__in={owner, from_owner or owner}, state=State.KEPT
    )
    found = {file.pk: file for file in mine}
    if set(found) != wanted:
        message = f"{len(wanted - set(found))} file(s) are not there to attach"
        raise CannotAttach(message)
    for file in found.values():
        _attach_one(file, owner, owner_kind or file.owner_kind, at)
    return [view_of(file) for file in found.values()]


def _attach_one(file: StoredFile, owner: UUID, owner_kind: str, at: datetime) -> None:
    if file.attached_at is not None and file.owner == owner:
        return
    file.owner, file.owner_kind, file.attached_at = owner, owner_kind, at
    file.save(update_fields=["owner", "owner_kind", "attached_at"])
    publish(FileAttached(at=at, subject=file.pk, owner_kind=owner_kind))


@transaction.atomic
def drop(file_id: UUID, *, at: datetime, cause: str = "asked") -> None:
    """Delete a file for good (削除する): content and name go, the row says that it was there.

    Publishes:
        FileDropped, unless it was gone already.
    """
    file = StoredFile.objects.select_for_update(no_key=True).filter(pk=file_id).first()
    if file is None or file.state == State.DROPPED:
        return
    file.state, file.dropped_at, file.name = State.DROPPED, at, None
    file.save(update_fields=["state", "dropped_at", "name"])
    publish(FileDropped(at=at, subject=file.pk, cause=cause))
    for content in filter(None, (file.pk, file.thumbnail)):
        transaction.on_commit(partial(storage.remove, content))


@transaction.atomic
def quarantine(file_id: UUID) -> None:
    """Withhold a file from everybody (隔離する)."""
    StoredFile.objects.filter(pk=file_id, state=State.KEPT).update(state=State.QUARANTINED)


def drop_orphans(*, at: datetime) -> int:
    """Delete files whose draft never became anything, and contents without a row (掃除).

    Returns:
        How many files were deleted.
    """
    orphans = StoredFile.objects.filter(
        attached_at=None, uploaded_at__lt=at - timedelta(days=ORPHAN_DAYS)
    ).exclude(state=State.DROPPED)
    ids = list(orphans.values_list("pk", flat=True)[:BATCH])
    for file_id in ids:
        drop(file_id, at=at, cause="orphan")
    _remove_unrecorded(at)
    return len(ids)


def _remove_unrecorded(at: datetime) -> None:
    """Delete contents that no row points to: a crash came between writing and recording."""
    old = storage.stored(before=(at - timedelta(hours=UNRECORDED_HOURS)).timestamp())
    for file_id in old:
        mine = Q(pk=file_id) | Q(thumbnail=file_id)
        if not StoredFile.objects.filter(mine).exclude(state=State.DROPPED).exists():
            storage.remove(file_id)
