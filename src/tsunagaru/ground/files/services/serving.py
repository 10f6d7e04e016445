"""Handing a file out (交付)."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from tsunagaru.ground.files import queries
from tsunagaru.ground.files.queries import FileView, UnknownFile
from tsunagaru.ground.ledger.api import audit
from tsunagaru.kernel.access import Actor


class CannotOpenUnscanned(Exception):
    """No virus scan has cleared the file: the person must know (ウイルス検査ができていません)."""

    def __init__(self, file: FileView) -> None:
        super().__init__(str(file.id))
        self.file = file


def readable(file_id: UUID, actor: Actor, *, at: datetime) -> FileView:
    """Return a file that this actor may read.

    Raises:
        UnknownFile: none such, withheld, or not for this actor: all alike.
    """
    file = queries.read(file_id)
    if not queries.may_read(actor, file, at):
        raise UnknownFile(str(file_id))
    return file


def response_for(
    file_id: UUID, actor: Actor, *, at: datetime, confirmed: bool = False
) -> HttpResponseBase:
    """Return a file as a download for somebody who may read it (ダウンロード).

    A read by staff is written into the audit trail before the first byte leaves.

    Args:
        confirmed: the person was told that no virus scan has cleared the file.

    Raises:
        UnknownFile: none such, withheld, or not for this actor: all alike.
        CannotOpenUnscanned: not scanned, and not confirmed.
    """
    file = readable(file_id, actor, at=at)
    if not file.is_clean and not confirmed:
        raise CannotOpenUnscanned(file)
    if actor.is_staff:
        facts = {"owner_kind": file.owner_kind, "scan": file.scan}
        audit(actor=actor, action="file.read", subject=file.id, at=at, facts=facts)
    response = StreamingHttpResponse(queries.content(file.id), content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
