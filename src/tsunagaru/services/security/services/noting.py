"""Looking at one row and noting what is found (検出の記録): where, and a keyed fingerprint."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.vault.leaves import texts_of
from tsunagaru.ground.vault.sealing import blind, blinds
from tsunagaru.services.security.events import NumberDetected
from tsunagaru.services.security.models import Finding
from tsunagaru.services.security.queries.stored import Stored
from tsunagaru.services.security.rules.fingerprints import FILE, PLACE, values_in
from tsunagaru.services.security.rules.states import FindingState


@dataclass(frozen=True)
class Place:
    """Where something stands (場所).

    Args:
        kind: text, or file where the column holds a whole one.
    """

    table: str
    row: str
    column: str
    kind: str = "text"
    section: str = ""


def look_at(stored: Stored, rows: Sequence[models.Model], at: datetime) -> int:
    """Look at rows of a table; return how many findings are new (点検)."""
    keys = [str(row.pk) for row in rows]
    standing = Finding.objects.filter(table=stored.label, row__in=keys, state=FindingState.OPEN)
    open_rows = frozenset(standing.values_list("row", flat=True))
    return sum(_look(stored, row, at, known=str(row.pk) in open_rows) for row in rows)


def _look(stored: Stored, row: models.Model, at: datetime, *, known: bool) -> int:
    key, section = str(row.pk), str(getattr(row, "section", "") or "")
    found = 0
    for column in stored.columns:
        whole = column in stored.files
        place = Place(stored.label, key, column, "file" if whole else "text", section)
        value = getattr(row, column)
        values = (_file_in(value) if whole else set(values_in(texts_of(value)))) if value else set()
        if known:
            _close_gone(place, values)
        found += sum(record(place, value=each, at=at) for each in values)
    return found


def _file_in(value: str) -> set[str]:
    """Return the mark of a file that may hold a number, or nothing (列の中のファイル)."""
    try:
        content = base64.b64decode(value, validate=True)
    except binascii.Error:
        return set()
    if not files.content_holds_number(content):
        return set()
    return {FILE + hashlib.sha256(content).hexdigest()}


def _at(place: Place) -> dict[str, Any]:
    return {"table": place.table, "row": place.row, "column": place.column}


def _close_gone(place: Place, values: set[str]) -> None:
    """Close what was found here before and stands here no more (解消)."""
    still = [each for value in values for each in blinds(value, place=PLACE)]
    here = Finding.objects.filter(**_at(place), state=FindingState.OPEN)
    here.exclude(fingerprint__in=still).update(state=FindingState.GONE)


def record(place: Place, *, value: str, at: datetime) -> bool:
    """Note a finding unless it is known; tell whether it is new (検出を記録する).

    In the caller's transaction.

    Publishes:
        NumberDetected
    """
    known = Finding.objects.filter(**_at(place), fingerprint__in=blinds(value, place=PLACE)).first()
    if known is not None and known.state in {FindingState.OPEN, FindingState.NO_NUMBER}:
        return False
    if known is None:
        known = Finding(**_at(place), fingerprint=blind(value, place=PLACE), kind=place.kind)
    known.section, known.found_at, known.state = place.section, at, FindingState.OPEN
    known.save()
    publish(NumberDetected(at=at, subject=known.pk, kind=place.kind))
    facts = {"table": place.table, "column": place.column, "kind": place.kind}
    audit(actor=None, action="number.found", subject=known.pk, at=at, facts=facts)
    return True
