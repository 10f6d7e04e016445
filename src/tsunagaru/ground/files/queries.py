"""Reads of the files (ファイルの参照)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from tsunagaru.ground.files.gateways import scanner, storage
from tsunagaru.ground.files.models import Scan, State, StoredFile
from tsunagaru.ground.files.rules.refusals import CannotKeep
from tsunagaru.ground.ui import phrases
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import FileReader, installed

SCAN_WORDS = {
    Scan.WAITING.value: "ウイルス検査を待っています",
    Scan.CLEAN.value: "ウイルス検査済み",
    Scan.INFECTED.value: "ウイルスが見つかったため、使えません",
    Scan.TOO_LARGE.value: "大きいためウイルス検査ができません",
}


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
    scan: str = Scan.WAITING
    has_thumbnail: bool = False
    withheld: bool = False

    @property
    def is_clean(self) -> bool:
        """Tell whether the virus scanner found nothing."""
        return self.scan == Scan.CLEAN

    @property
    def scan_words(self) -> str:
        """Return how the virus scan stands, in words (ウイルス検査の状況)."""
        return SCAN_WORDS[self.scan]


def view_of(file: StoredFile) -> FileView:
    """Return what others see of a row."""
    return FileView(
        id=file.pk,
        name=file.name or "",
        size=file.size,
        media_type=file.media_type,
        owner_kind=file.owner_kind,
        owner=file.owner,
        scan=file.scan,
        has_thumbnail=file.thumbnail is not None,
        withheld=file.state == State.QUARANTINED,
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


def standing_of(owner: UUID) -> list[FileView]:
    """Return the files of an owner with how they stand, withheld ones too, oldest first."""
    rows = StoredFile.objects.filter(owner=owner).exclude(state=State.DROPPED)
    return [view_of(file) for file in rows.order_by("uploaded_at", "pk")]


def thumbnail(file_id: UUID) -> bytes:
    """Return the small picture of a kept picture (縮小画像), a JPEG.

    Raises:
        UnknownFile: none such, deleted, withheld, or no picture.
    """
    file = _kept(file_id)
    if file.thumbnail is None:
        raise UnknownFile(str(file_id))
    return b"".join(storage.read(file.thumbnail))


@dataclass(frozen=True)
class ScanState:
    """How the virus scan of all kept files stands (ウイルス検査の状況)."""

    set_up: bool
    waiting: int
    oldest_at: datetime | None
    too_large: int


def scan_state() -> ScanState:
    """Return how many files wait for the virus scan, and since when."""
    kept = StoredFile.objects.filter(state=State.KEPT)
    waiting = kept.filter(scan=Scan.WAITING).aggregate(count=Count("pk"), oldest=Min("uploaded_at"))
    return ScanState(
        set_up=scanner.is_set_up(),
        waiting=waiting["count"],
        oldest_at=waiting["oldest"],
        too_large=kept.filter(scan=Scan.TOO_LARGE).count(),
    )


def infected() -> list[tuple[FileView, str, datetime]]:
    """Return the files withheld because of a virus, oldest first: whose, and since when."""
    rows = StoredFile.objects.filter(state=State.QUARANTINED).order_by("uploaded_at", "pk")
    readers = {one.owner_kind: one for offers in installed() for one in offers.file_readers}
    return [
        (view_of(file), _called(readers.get(file.owner_kind), file), file.uploaded_at)
        for file in rows
    ]


def _called(reader: FileReader | None, file: StoredFile) -> str:
    """Return what staff call the owner of a file, with its number where it has one."""
    if reader is None:
        return ""
    number = reader.number(file.owner) if file.owner else ""
    return f"{reader.title}　受付番号 {number}" if number else reader.title


@dataclass(frozen=True)
class Whose:
    """To what a kept file belongs, as far as somebody may know (添付ファイルの所属).

    Args:
        called: what staff call its owner, with the receipt number.
        page, name: where they find it and what it is called; empty where they may not read it.
    """

    called: str
    sha256: str
    page: str = ""
    name: str = ""


def whose(file_id: UUID, actor: Actor, at: datetime) -> Whose | None:
    """Return to what a kept file belongs, or None where it is gone (添付ファイルの所属)."""
    file = StoredFile.objects.filter(pk=file_id, state=State.KEPT).first()
    if file is None:
        return None
    readers = {one.owner_kind: one for offers in installed() for one in offers.file_readers}
    called, view = _called(readers.get(file.owner_kind), file), view_of(file)
    if not may_read(actor, view, at):
        return Whose(called, file.sha256)
    return Whose(called, file.sha256, page_of(actor, view), view.name)


def hashes(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the SHA-256 of some kept files by id (ファイルの要約値)."""
    rows = StoredFile.objects.filter(pk__in=set(ids))
    return dict(rows.values_list("pk", "sha256"))


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


def page_of(actor: Actor, file: FileView) -> str:
    """Return the path of the page on which an actor finds a file, or empty (ファイルのある画面)."""
    if file.owner is None:
        return ""
    pages = (
        reader.page(actor, file.owner)
        for offers in installed()
        for reader in offers.file_readers
        if reader.owner_kind == file.owner_kind
    )
    return next(filter(None, pages), "")


def _kept(file_id: UUID) -> StoredFile:
    file = StoredFile.objects.filter(pk=file_id, state=State.KEPT).first()
    if file is None:
        raise UnknownFile(str(file_id))
    return file
