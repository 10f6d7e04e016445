"""The officers of a district by name, for each other (役員の氏名)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import EASY, ENGLISH, Trilingual, say
from tsunagaru.services.community.queries.offices import next_head, offices_in
from tsunagaru.services.community.rules.duties import DUTY_NAMES, Duty


def officers(district: str, day: date) -> Sequence[tuple[UUID, Trilingual]]:
    """Return who holds an office in a district now, each once, with duty and name (役員)."""
    held = offices_in(district, day)
    names = people.residents([one.resident for one in held], day=day)
    found: dict[UUID, Trilingual] = {}
    for one in held:
        if one.resident in names:
            found.setdefault(one.resident, _named(names[one.resident].name, one.duty))
    return list(found.items())


def _named(name: str, duty: Duty) -> Trilingual:
    said = DUTY_NAMES[duty]
    easy, english = say(said, EASY), say(said, ENGLISH)
    return Trilingual(f"{name}（{said}）", f"{name}：{easy}", f"{name} ({english})")


def next_head_named(district: str, day: date) -> tuple[str, date] | None:
    """Return who leads a district next, and from when (次の区長)."""
    row = next_head(district, day)
    if row is None:
        return None
    found = people.residents([row.resident], day=day).get(row.resident)
    return (found.name if found else "", row.from_on)
