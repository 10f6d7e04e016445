"""Names of who lives in districts (区に住む方の名前): for lists in which nothing else may stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from tsunagaru.ground.people.models import Resident


@dataclass(frozen=True)
class NameView:
    """Who somebody is, and no more (名前).

    Args:
        household: of those who live together; None for a person who stands alone.
        birth_year: of the Western calendar; None where the date of birth is not known.
        district: code of the district the person lives in.
    """

    id: UUID
    household: UUID | None
    name: str
    kana: str
    birth_year: int | None
    district: str


def names_in(districts: Collection[str], *, day: date) -> Sequence[NameView]:
    """Return who lives in these districts on a day (区に住む方), by their readings."""
    living = Q(left_on=None) | Q(left_on__gt=day)
    there = Q(district__in=districts) | Q(district="", household__district__in=districts)
    rows = Resident.objects.filter(living, there, erased_at=None)
    found = [_view(row) for row in rows.annotate(home=F("household__district"))]
    return sorted(found, key=lambda one: (one.kana, one.name, str(one.id)))


def _view(row: Resident) -> NameView:
    born = row.birth_on or ""
    return NameView(
        id=row.pk,
        household=row.household_id,
        name=f"{row.family or ''} {row.given or ''}".strip(),
        kana=f"{row.kana_family or ''} {row.kana_given or ''}".strip(),
        birth_year=date.fromisoformat(born).year if born else None,
        district=row.district or getattr(row, "home", "") or "",
    )
