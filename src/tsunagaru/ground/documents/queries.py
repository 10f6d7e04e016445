"""Reads of issued papers (発行した書類の参照)."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tsunagaru.ground.documents.gateways import seals
from tsunagaru.ground.documents.models import Paper, Standing
from tsunagaru.ground.documents.rules import proofs

_SHARE_BYTES, _MARK_BYTES = 4096, 512  # the end of a file holds its own random mark


@dataclass(frozen=True)
class PaperView:
    """What a stranger may know of an issued paper (だれでも確かめられること).

    Args:
        disposed: its words went when their time was over; a copy's fingerprint still proves it.
    """

    id: UUID
    code: str
    title: str
    issued_on: date
    state: str
    ended_at: datetime | None
    signed: bool
    disposed: bool

    @property
    def counts(self) -> bool:
        """Tell whether the paper is in force."""
        return self.state == Standing.GENUINE

    @property
    def shown_code(self) -> str:
        """Return the code as it stands on paper."""
        return proofs.shown(self.code)


def paper_row(code: str) -> Paper | None:
    """Return the paper of a code however it was typed, or None."""
    return Paper.objects.filter(code=proofs.read(code)).first()


def paper(code: str) -> PaperView | None:
    """Return what a stranger may know of a paper, or None (書類の真偽)."""
    row = paper_row(code)
    return view_of(row) if row else None


def view_of(row: Paper) -> PaperView:
    """Return what a stranger may know of a row."""
    return PaperView(
        id=row.pk,
        code=row.code,
        title=row.title,
        issued_on=row.issued_on,
        state=row.state,
        ended_at=row.ended_at,
        signed=row.signed,
        disposed=not row.content,
    )


def genuine(owner_kind: str, owner: UUID) -> Paper | None:
    """Return the paper in force of an owner, or None."""
    rows = Paper.objects.filter(owner_kind=owner_kind, owner=owner, state=Standing.GENUINE)
    return rows.first()


def issued_to(owner_kind: str, owner: UUID) -> list[PaperView]:
    """Return the papers of an owner, the newest first (発行した書類の一覧)."""
    rows = Paper.objects.filter(owner_kind=owner_kind, owner=owner).order_by("-issued_at")
    return [view_of(row) for row in rows]


def content_of(row: Paper) -> bytes:
    """Return the very bytes that were handed out (内容)."""
    return base64.b64decode(row.content)


def matches(row: Paper, pdf: bytes) -> str:
    """Return ``same``, ``altered`` or ``other``: whether a file is the paper (照合).

    Of a paper that was disposed of only the fingerprint is left: what differs is ``other``.

    Args:
        row: the issued paper.
        pdf: what somebody holds against it; it is kept nowhere.
    """
    if hashlib.sha256(pdf).hexdigest() == row.sha256:
        said = seals.check(pdf) if row.signed else None
        return "same" if said is None or said.good else "altered"
    issued = content_of(row)
    shares = bool(issued) and (
        pdf.startswith(issued[:_SHARE_BYTES]) or issued[-_MARK_BYTES:] in pdf
    )
    return "altered" if shares else "other"
