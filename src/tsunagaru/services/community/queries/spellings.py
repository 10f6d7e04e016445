"""Households that may be the one somebody wrote, spelled otherwise (表記のちがう世帯)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from tsunagaru.ground.people import api as people
from tsunagaru.services.community.models import PaperHome, PaperHomeMatch, Survey
from tsunagaru.services.community.queries.addressees import place_of
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.queries.surveys import mark_of
from tsunagaru.services.community.rules.paper_homes import alike, folded_name, folded_place


@dataclass(frozen=True)
class Alike:
    """A household that may be the one that was written (同じかもしれない世帯).

    Args:
        name, place: as the head wrote them before; empty where only the register knows them.
    """

    id: UUID
    name: str = ""
    place: str = ""
    group: str = ""


def alike_to(row: Survey, name: str, place: str, day: date) -> Sequence[Alike]:
    """Return the households of a district that may be this one (同じかもしれない世帯)."""
    homes = [
        *_on_paper(row.district, name, place),
        *_registered(row.district, name, place, day),
        *(_marked(row, name, place) if row.anonymous else _answered(row, name)),
    ]
    return list({one.id: one for one in reversed(homes)}.values())[::-1]


def written_alike(district: str, name: str, place: str) -> UUID:
    """Return what stands for all spellings of a household known from its writing alone."""
    written = f"alike:{district}:{folded_name(name)}:{folded_place(place)}"
    return uuid5(NAMESPACE_URL, written)


def _on_paper(district: str, name: str, place: str) -> list[Alike]:
    rows = PaperHome.objects.filter(district=district)
    found = alike(name, place, ((row, [row.name], row.place) for row in rows))
    return [Alike(row.household or row.pk, row.name, row.place, row.group) for row in found]


@dataclass(frozen=True)
class Doubt:
    """An entry on paper that may be a household of the register (二重かもしれない世帯)."""

    home: PaperHome
    household: UUID


def doubts(district: str, day: date) -> list[Doubt]:
    """Return the entries that may be counted twice, as far as nobody has decided (確かめる世帯)."""
    rows = PaperHome.objects.filter(district=district)
    taken = {row.household for row in rows}
    said = PaperHomeMatch.objects.filter(home__in=rows, undone_at=None)
    decided = set(said.values_list("home", "household"))
    known = _heads(district, day)
    return [
        Doubt(row, home.id)
        for row in sorted(rows, key=lambda one: (one.name, str(one.pk)))
        if row.household is None
        for home in alike(row.name, row.place, known)
        if home.id not in taken and (row.pk, home.id) not in decided
    ]


def _registered(district: str, name: str, place: str, day: date) -> Iterator[Alike]:
    """Yield households of the register; the head is not told how it writes their names."""
    found = alike(name, place, _heads(district, day))
    groups = group_of(found)
    for home in found:
        yield Alike(home.id, group=groups.get(home.id, ""))


def _heads(district: str, day: date) -> list[tuple[people.HouseholdView, tuple[str, str], str]]:
    """Return the households of the register with name, reading and place of their heads."""
    homes = people.households(day=day, districts=[district])
    heads = people.residents([home.members[0] for home in homes], day=day)
    return [
        (home, (head.name, head.kana), place_of(head))
        for home in homes
        if (head := heads.get(home.members[0]))
    ]


def _answered(row: Survey, name: str) -> Iterator[Alike]:
    """Yield households whose answers the head entered; where they live is not kept."""
    for one in row.answers.filter(name__isnull=False):
        if one.name and folded_name(one.name) == folded_name(name):
            yield Alike(one.household, one.name, group=one.group)


def _marked(row: Survey, name: str, place: str) -> Iterator[Alike]:
    home = written_alike(row.district, name, place)
    if row.marks.filter(alike=mark_of(row, home)).exists():
        yield Alike(home)
