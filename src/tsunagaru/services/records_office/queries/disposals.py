"""What was disposed of, and whether its record is as it was written (廃棄の記録)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tsunagaru.ground.ledger.api import facts_of
from tsunagaru.ground.people import api as people
from tsunagaru.services.records_office.models import Disposal
from tsunagaru.services.records_office.rules import files_in

MADE = "disposal.made"


@dataclass(frozen=True)
class DisposedLine:
    """One case of a disposal (廃棄した文書)."""

    number: str
    closed_on: date
    files: int


def section_names() -> dict[str, str]:
    """Return the sections' names by their codes."""
    return {one.code: one.name for one in people.sections()}


def disposals() -> list[tuple[Disposal, str]]:
    """Return all disposals with the sections' names, newest first (廃棄の一覧)."""
    names = section_names()
    rows = Disposal.objects.defer("lines")
    return [(row, names.get(row.section, row.section)) for row in rows]


def disposal(found: UUID) -> Disposal | None:
    """Return one disposal, or None."""
    return Disposal.objects.filter(pk=found).first()


def is_unchanged(row: Disposal) -> bool:
    """Tell whether the lines are those that were approved, by the trail's word (要約値の照合)."""
    now = hashlib.sha256(row.lines.encode()).hexdigest()
    return now == row.hash == facts_of(MADE, row.pk).get("hash")


def lines_of(row: Disposal) -> Sequence[DisposedLine]:
    """Return the cases of a disposal."""
    cut = (line.split("\t") for line in row.lines.splitlines())
    return [
        DisposedLine(number, date.fromisoformat(closed_on), files_in(marks))
        for number, closed_on, *marks in cut
    ]
