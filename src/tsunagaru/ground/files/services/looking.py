"""Looking into a kept file again (再点検): rules get sharper, and old files stay."""

import hashlib
from datetime import datetime
from tempfile import SpooledTemporaryFile
from uuid import UUID

from tsunagaru.ground.files.gateways import inspection, odd, storage
from tsunagaru.ground.files.models import State, StoredFile
from tsunagaru.ground.files.rules.kinds import KINDS
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason
from tsunagaru.kernel import individual_number

IN_MEMORY = 4 * 1024 * 1024
WITHOUT_TEXT = frozenset({"jpeg", "png"})


def kept_after(
    last: UUID | None, *, since: datetime | None = None, most: int = 100
) -> list[tuple[UUID, str]]:
    """Return the next kept files with text and their hashes, in order of their ids.

    Args:
        last: the file after which to go on.
        since: only files that came at or after this time.
        most: how many at most.
    """
    rows = StoredFile.objects.filter(state=State.KEPT).exclude(kind__in=WITHOUT_TEXT)
    if last:
        rows = rows.filter(pk__gt=last)
    if since:
        rows = rows.filter(uploaded_at__gte=since)
    return list(rows.order_by("pk").values_list("pk", "sha256")[:most])


def holds_number(file_id: UUID) -> bool:
    """Tell whether a kept file may hold an individual number (個人番号), as at its entrance.

    A file that cannot be read any more holds nothing that could be found.
    """
    row = StoredFile.objects.filter(pk=file_id, state=State.KEPT).first()
    if row is None:
        return False
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        try:
            for piece in storage.read(row.pk):
                copy.write(piece)
            with individual_number.excusing(None):
                inspection.inspect(copy, row.size, {row.kind: KINDS[row.kind]})
        except CannotKeep as refusal:
            return refusal.reason is Reason.NUMBER_INSIDE
        except storage.CannotReadContent:
            return False
    return False


def content_holds_number(content: bytes) -> bool:
    """Tell whether bytes that are kept as they came may hold an individual number (個人番号)."""
    with individual_number.excusing(None):
        return odd.holds_number(content)


def was_kept(sha256: str, *, since: datetime) -> bool:
    """Tell whether a file with these bytes was kept since a time, and is still (受け取ったか)."""
    rows = StoredFile.objects.filter(state=State.KEPT, uploaded_at__gte=since)
    return rows.filter(sha256=sha256).exists()


def fingerprint(file_id: UUID) -> tuple[datetime, str]:
    """Return when a file was kept, and the SHA-256 of the bytes that are stored now (指紋)."""
    digest = hashlib.sha256()
    for piece in storage.read(file_id):
        digest.update(piece)
    return StoredFile.objects.get(pk=file_id).uploaded_at, digest.hexdigest()
