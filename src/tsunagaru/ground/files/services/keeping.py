"""Receiving a file (受領): look, seal, record."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.files.events import FileKept, FileRefused
from tsunagaru.ground.files.gateways import inspection, storage
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.queries import FileView, view_of
from tsunagaru.ground.files.rules import kinds, names, refusals
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel import individual_number

log = logging.getLogger(__name__)


class Upload(Protocol):
    """What a form hands over; Django's ``UploadedFile`` is one."""

    @property
    def name(self) -> str | None:
        """Return the name as the sender gave it."""

    @property
    def size(self) -> int | None:
        """Return the length in bytes."""

    @property
    def file(self) -> IO[bytes] | None:
        """Return the content, seekable."""


@dataclass(frozen=True)
class _Checked:
    kind: kinds.Kind
    name: str
    content: IO[bytes]
    size: int
    sha256: str
    thumbnail: bytes


def keep(  # noqa: PLR0913 - a contract of seven words, all but one named by the caller
    upload: Upload,
    *,
    owner_kind: str,
    owner: UUID,
    allowed: Iterable[str],
    at: datetime,
    max_bytes: int = refusals.MAX_BYTES,
    resident: UUID | None = None,
) -> FileView:
    """Keep a file for its owner (受け取る). It is an orphan until ``attach`` makes it final.

    Args:
        upload: what came with the form.
        owner_kind: registered by a ``FileReader`` offer, which says who may read it.
        owner: the draft, case, report ... the file belongs to.
        allowed: codes of ``kinds.KINDS``.
        at: now.
        max_bytes: the field's own limit.
        resident: whose data it holds, for export and erasure.

    Raises:
        CannotKeep: with the sentence for the person; the refusal is counted.

    Publishes:
        FileKept, or FileRefused.
    """
    try:
        checked = _check(upload, kinds.choose(allowed), min(max_bytes, refusals.MAX_BYTES))
        file = _row(checked)
        file.owner_kind, file.owner, file.resident = owner_kind, owner, resident
        file.uploaded_at = at
        return _store(file, checked)
    except CannotKeep as refusal:
        refused = FileRefused(at=at, subject=owner, reason=refusal.reason, owner_kind=owner_kind)
        with transaction.atomic():
            publish(refused)
        raise


def _row(checked: _Checked) -> StoredFile:
    return StoredFile(
        name=checked.name,
        kind=checked.kind.code,
        size=checked.size,
        media_type=checked.kind.media_type,
        sha256=checked.sha256,
        thumbnail=uuid4() if checked.thumbnail else None,
    )


def _write(file: StoredFile, checked: _Checked) -> None:
    """Write content and picture, both or none: a full disk is no fault of the sender's."""
    try:
        storage.write(file.pk, inspection.chunks_of(checked.content))
        if file.thumbnail:
            storage.write(file.thumbnail, [checked.thumbnail])
    except OSError as error:
        storage.remove(file.pk)
        log.exception("a file could not be stored")
        raise CannotKeep(refusals.Reason.NO_ROOM) from error


@transaction.atomic
def _store(file: StoredFile, checked: _Checked) -> FileView:
    _write(file, checked)
    file.save(force_insert=True)
    publish(
        FileKept(
            at=file.uploaded_at,
            subject=file.pk,
            kind=file.kind,
            owner_kind=file.owner_kind,
            size_bytes=file.size,
        )
    )
    return view_of(file)


def _check(upload: Upload, allowed: dict[str, kinds.Kind], limit: int) -> _Checked:
    size = upload.size or 0
    if size > limit:
        raise refusals.too_large(limit)
    if size == 0 or upload.file is None:
        raise CannotKeep(Reason.EMPTY)
    seen = _look(upload.file, size, allowed)
    digest, kept = hashlib.sha256(), 0
    for piece in inspection.chunks_of(seen.content):
        digest.update(piece)
        kept += len(piece)
    name = names.clean(upload.name or "", seen.kind)
    return _Checked(seen.kind, name, seen.content, kept, digest.hexdigest(), seen.thumbnail)


def _look(file: IO[bytes], size: int, allowed: dict[str, kinds.Kind]) -> inspection.Inspected:
    """Look into a file; one known to hold some other number of twelve digits passes.

    Numbers inside are excused by the hash of the whole file only, never one by one.
    """
    try:
        with individual_number.excusing(None):
            return inspection.inspect(file, size, allowed)
    except CannotKeep as refusal:
        if refusal.reason is not Reason.NUMBER_INSIDE or not _is_excused(file):
            raise
    with individual_number.excusing(lambda _value: True):
        return inspection.inspect(file, size, allowed)


def _is_excused(file: IO[bytes]) -> bool:
    digest = hashlib.sha256()
    for piece in inspection.chunks_of(file):
        digest.update(piece)
    return individual_number.is_excused(f"sha256:{digest.hexdigest()}")
