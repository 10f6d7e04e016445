"""Households with children of an age, for messages to their parents (子育て世帯)."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from tsunagaru.ground.people.models import Resident
from tsunagaru.kernel import clock
from tsunagaru.kernel.calendar import age_on
from tsunagaru.kernel.segments import SegmentFact

ADULT = 18
# First and last age of each; a band of one year would point at a child in a small town.
BANDS = {
    "0-2": (0, 2, "0〜2歳の子どもがいる世帯"),
    "3-5": (3, 5, "3〜5歳の子どもがいる世帯"),
    "6-11": (6, 11, "6〜11歳の子どもがいる世帯"),
    "12-14": (12, 14, "12〜14歳の子どもがいる世帯"),
    "15-17": (15, 17, "15〜17歳の子どもがいる世帯"),
}


def _values() -> Sequence[tuple[str, str]]:
    return [(code, words) for code, (_, _, words) in BANDS.items()]


def parents_of(codes: Sequence[str]) -> Sequence[UUID]:
    """Return the grown-ups of households with a child in one of these bands (子育て世帯の大人)."""
    bands = [BANDS[code][:2] for code in codes if code in BANDS]
    today, adults, wanted = clock.day_of(clock.now()), dict[UUID, list[UUID]](), set[UUID]()
    for id_, household, birth_on in _members():
        age = age_on(birth_on, today)
        if age >= ADULT:
            adults.setdefault(household, []).append(id_)
        elif any(first <= age <= last for first, last in bands):
            wanted.add(household)
    return [one for household in wanted for one in adults.get(household, ())]


def _members() -> Iterator[tuple[UUID, UUID, date]]:
    """Yield everybody who lives in a household, with their date of birth opened."""
    rows = Resident.objects.filter(
        household__isnull=False, left_on=None, erased_at=None, birth_on__isnull=False
    )
    for row in rows.only("id", "household", "birth_on").iterator():
        if row.household_id and row.birth_on:
            yield row.pk, row.household_id, date.fromisoformat(row.birth_on)


CHILDREN = SegmentFact("children", "子どもの年齢", _values, parents_of)
