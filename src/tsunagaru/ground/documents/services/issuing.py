"""Issuing papers (書類の発行): rendered, signed, kept as handed out, and checked by its code."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from tsunagaru.ground.documents.events import PaperIssued, PaperVerified, PaperWithdrawn
from tsunagaru.ground.documents.gateways import seals
from tsunagaru.ground.documents.models import Paper, Standing
from tsunagaru.ground.documents.queries import content_of, genuine, matches, paper_row
from tsunagaru.ground.documents.rules import proofs
from tsunagaru.ground.documents.services.rendering import render
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind, blinds
from tsunagaru.kernel.clock import day_of

_WORD = "documents_paper.word_index"


@dataclass(frozen=True)
class Order:
    """What is to be issued (発行するもの).

    Args:
        template: a sheet with a place for a code: ``decision_notice`` or ``certificate``.
        data: the fields of that sheet, without the code.
        owner_kind, owner: what the paper is about; one paper of it is in force at a time.
        shown: label and text of what the holder of the check word sees.
        address: the address under which a code is checked.
        caption: what stands beside the code; ``{code}``, ``{word}`` and ``{page}``, where
            the code can be typed, are filled in.
    """

    template: str
    data: Mapping[str, Any]
    owner_kind: str
    owner: UUID
    shown: Sequence[tuple[str, str]]
    address: Callable[[str], str]
    caption: str
    resident: UUID | None = None
    section: str = ""
    language: str = "ja"


def issue(order: Order, *, at: datetime) -> bytes:
    """Return the paper in force of an owner, issuing it when there is none (発行する).

    The bytes are kept as they were first handed out: the same paper is the same file for ever.

    Raises:
        CannotRender: wrong data, or characters without a glyph.

    Publishes:
        PaperIssued, the first time.
    """
    row = genuine(order.owner_kind, order.owner)
    if row is None:
        row = _issue(order, at)
    return content_of(row)


def _issue(order: Order, at: datetime) -> Paper:
    code = proofs.draw(proofs.CODE_LENGTH, secrets.randbelow)
    word = proofs.draw(proofs.WORD_LENGTH, secrets.randbelow)
    pdf, signed = _sealed(_rendered(order, code, word, at), order)
    row = Paper(
        code=code,
        word_index=blind(f"{code}{word}", place=_WORD),
        kind=order.template,
        title=order.data["title"],
        owner_kind=order.owner_kind,
        owner=order.owner,
        resident=order.resident,
        section=order.section,
        issued_on=day_of(at),
        issued_at=at,
        shown=[list(pair) for pair in order.shown],
        content=base64.b64encode(pdf).decode(),
        sha256=hashlib.sha256(pdf).hexdigest(),
        signed=signed,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            publish(
                PaperIssued(at=at, subject=row.pk, kind=row.kind, signed="yes" if signed else "no")
            )
    except IntegrityError:  # another request issued it in the same moment: that one counts
        first = genuine(order.owner_kind, order.owner)
        if first is None:
            raise
        return first
    return row


def _rendered(order: Order, code: str, word: str, at: datetime) -> bytes:
    address = order.address(code)
    page = address.partition(code)[0]  # where the number is typed by whoever has no camera
    caption = order.caption.format(code=proofs.shown(code), word=word, page=page)
    proof = {"code": {"address": address, "caption": caption}}
    data = {**order.data, **proof}
    return render(order.template, data, at=at, language=order.language, substitute=True)


def _sealed(pdf: bytes, order: Order) -> tuple[bytes, bool]:
    """Return the signed paper; without a key the unsigned one, and the staff desk says so."""
    town = str(order.data.get("town", ""))
    try:
        return seals.sign(pdf, town=town, reason=str(order.data["title"])), True
    except seals.CannotSign:
        return pdf, False


@transaction.atomic
def withdraw(paper: UUID, *, cause: str, at: datetime) -> bool:
    """Let an issued paper count no longer (取り消す・差し替える); tell whether it did until now.

    Args:
        cause: ``withdrawn``, or ``replaced`` when a corrected one follows.

    Publishes:
        PaperWithdrawn
    """
    row = Paper.objects.select_for_update(no_key=True).get(pk=paper)
    if row.state != Standing.GENUINE:
        return False
    row.state, row.ended_at = Standing(cause), at
    row.save(update_fields=["state", "ended_at"])
    publish(PaperWithdrawn(at=at, subject=row.pk, kind=row.kind, cause=cause))
    return True


class CannotTryAgain(Exception):
    """Too many wrong words for this paper (試行回数の超過)."""


@transaction.atomic
def open_by_word(code: str, word: str, *, at: datetime) -> list[tuple[str, str]] | None:
    """Return what the holder of the paper may see, or None for a wrong word (合言葉).

    Raises:
        CannotTryAgain: too many tries for this paper within the hour.

    Publishes:
        PaperVerified
    """
    row = paper_row(code)
    if row is None:
        return None
    if not _may_try(row, at):
        raise CannotTryAgain
    typed = f"{row.code}{proofs.read(word)}"
    right = row.word_index in blinds(typed, place=_WORD)
    result = "right" if right else "wrong"
    publish(PaperVerified(at=at, subject=row.pk, way="word", result=result))
    return [(label, text) for label, text in row.shown] if right else None


def _may_try(row: Paper, at: datetime) -> bool:
    """Count one try; the condition is checked under the row's lock, so none slips through."""
    mine = Paper.objects.filter(pk=row.pk)
    over = Q(tries_since=None) | Q(tries_since__lte=at - proofs.WINDOW)
    if mine.filter(over).update(tries=1, tries_since=at):
        return True
    return bool(mine.filter(tries__lt=proofs.TRIES).update(tries=F("tries") + 1))


@transaction.atomic
def compare(code: str, pdf: bytes, *, at: datetime) -> str | None:
    """Return whether a file is the paper: ``same``, ``altered`` or ``other`` (照合する).

    The file is read and let go; nothing of it is kept.

    Publishes:
        PaperVerified
    """
    row = paper_row(code)
    if row is None:
        return None
    result = matches(row, pdf)
    publish(PaperVerified(at=at, subject=row.pk, way="file", result=result))
    return result
