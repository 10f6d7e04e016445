"""Reads of the files (ファイルの参照)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.models import State, StoredFile
from tsunagaru.ground.files.rules.refusals import CannotKeep
from tsunagaru.ground.ui import phrases
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import installed


class UnknownFile(LookupError):
    """There is no such file, or it may not be handed out (ファイルがありません)."""


@dataclass(frozen=True)
class FileView:
    """A kept file without its content (添付ファイル)."""

    id: UUID
    name: str
    size: int
    media_type: str
    owner_kind: str = ""
    owner: UUID | None = None


def view_of(file: StoredFile) -> FileView:
    """Return what others see of a row."""
    return FileView(
        id=file.pk,
        name=file.name or "",
        size=file.size,
        media_type=file.media_type,
        owner_kind=file.owner_kind,
        owner=file.owner,
    )


def read(file_id: UUID) -> FileView:
    """Return a kept file (添付ファイル).

    Raises:
        UnknownFile: none such, deleted, or withheld.
    """
    return view_of(_kept(file_id))


def content(file_id: UUID) -> Iterator[bytes]:
    """Yield a kept file's bytes piece by piece (内容).

    Raises:
        UnknownFile: none such, deleted, or withheld.
    """
    return storage.read(_kept(file_id).pk)


def explain(refusal: CannotKeep, language: str) -> str:
    """Return why a file is refused, and what to do, in the reader's language (理由の説明)."""
    return phrases.say(refusal.phrase, language, **refusal.values)


def files_of(owner: UUID) -> list[FileView]:
    """Return the kept files of an owner, oldest first."""
    kept = StoredFile.objects.filter(owner=owner, state=State.KEPT).order_by("uploaded_at", "pk")
    return [view_of(file) for file in kept]


def may_read(actor: Actor, file: FileView, at: datetime) -> bool:
    """Tell whether an actor may read a file: the package that owns it says so (閲覧可否)."""
    if file.owner is None:
        return False
    return any(
        reader.may_read(actor, file.owner, at)
        for offers in installed()
        for reader in offers.file_readers
        if reader.owner_kind == file.owner_kind
    )


def _kept(file_id: UUID) -> StoredFile:
    file = StoredFile.objects.filter(pk=file_id, state=State.KEPT).first()
    if file is None:
        raise UnknownFile(str(file_id))
    return file
