"""How each district stands (区の状況): households, groups, who reads, who leads it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.services.community.models import Group
from tsunagaru.services.community.queries.addressees import paper_homes
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.queries.standings import group_of, readings
from tsunagaru.services.community.rules.duties import Duty


@dataclass
class GroupSummary:
    """How a group stands (組の状況)."""

    code: str
    name: str
    households: int = 0
    has_head: bool = False


@dataclass
class Summary:
    """How a district stands (区の状況)."""

    code: str
    name: str
    households: int = 0
    digital: int = 0
    ungrouped: int = 0
    head: str = ""
    groups: dict[str, GroupSummary] = field(default_factory=dict)

    def add(self, group: str) -> None:
        """Count one more household, in its group where it has one (世帯を数える)."""
        self.households += 1
        if group in self.groups:
            self.groups[group].households += 1
        else:
            self.ungrouped += 1

    @property
    def vacant(self) -> int:
        """Return the groups with households and without a head (組長の空席)."""
        return sum(1 for one in self.groups.values() if one.households and not one.has_head)


def summaries(day: date, districts: Sequence[str] = ()) -> Sequence[Summary]:
    """Return how districts stand, in the folder's order (区の状況)."""
    known = [one for one in places.districts() if not districts or one.code in districts]
    found = {one.code: Summary(one.code, one.name) for one in known}
    for group in Group.objects.filter(closed=False, district__in=found):
        found[group.district].groups[group.code] = GroupSummary(group.code, group.name)
    homes = people.households(day=day, districts=districts)
    _count(found, homes)
    for row in paper_homes(homes, districts):
        if row.district in found:
            found[row.district].add(row.group)
    _lead(found, day)
    return list(found.values())


def summary(district: str, day: date) -> Summary:
    """Return how one district stands."""
    return summaries(day, [district])[0]


def _count(found: dict[str, Summary], homes: Sequence[people.HouseholdView]) -> None:
    stand, groups = readings(homes), group_of(homes)
    for home in homes:
        one = found.get(home.district)
        if one is None:
            continue
        one.digital += not stand[home.id].on_paper
        one.add(groups.get(home.id, ""))


def _lead(found: dict[str, Summary], day: date) -> None:
    rows = [row for row in terms_on(day) if row.district in found]
    names = people.residents([row.resident for row in rows if row.duty == Duty.HEAD], day=day)
    heads = defaultdict(list)
    for row in rows:
        if row.duty == Duty.HEAD and row.resident in names:
            heads[row.district].append(names[row.resident].name)
        elif row.group in found[row.district].groups:
            found[row.district].groups[row.group].has_head = True
    for district, named in heads.items():
        found[district].head = "、".join(named)
