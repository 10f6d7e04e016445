"""How many copies go where (印刷部数), and who takes them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from tsunagaru.services.community.models import Circular, Group
from tsunagaru.services.community.queries.setups import in_order, need_rules
from tsunagaru.services.community.rules.printing import Form, copies_of, copies_of_district

NO_GROUP = "組が決まっていない世帯"


@dataclass(frozen=True)
class GroupRun:
    """Copies for one group (組の部数)."""

    code: str
    name: str
    households: int
    late: int
    copies: int
    returned: bool


@dataclass(frozen=True)
class DistrictRun:
    """Copies for one district (区の部数); ``spare`` are its own besides those of its groups."""

    code: str
    name: str
    groups: Sequence[GroupRun] = field(default_factory=list)
    spare: int = 0

    @property
    def households(self) -> int:
        """Return the households on paper (紙の世帯)."""
        return sum(one.households for one in self.groups)

    @property
    def copies(self) -> int:
        """Return all copies for the district (部数)."""
        return sum(one.copies for one in self.groups) + self.spare


def print_run(row: Circular, district: str = "") -> Sequence[DistrictRun]:
    """Return the copies of a circular by district and group, districts without paper too (部数).

    Args:
        district: only this one.
    """
    rule, form = need_rules().copies.rule(), Form(row.form)
    counts, late, done = _counted(row)
    named = {code for code, _ in counts}
    found = []
    for code, called in in_order(named).items():
        if district and code != district:
            continue
        groups = [
            GroupRun(
                code=group,
                name=name,
                households=counts[code, group],
                late=late[code, group],
                copies=copies_of(form, counts[code, group], rule),
                returned=bool(counts[code, group]) and (code, group) not in done,
            )
            for group, name in _groups(code, counts)
        ]
        needed = [one.copies for one in groups]
        spare = copies_of_district(needed, rule) - sum(needed)
        found.append(DistrictRun(code, called, groups, spare))
    return found


Counts = Mapping[tuple[str, str], int]


def _counted(row: Circular) -> tuple[Counts, Counts, set[tuple[str, str]]]:
    """Return households on paper, those of them added later, and where paper is still out."""
    rows = row.deliveries.filter(left_at=None).order_by()
    counts: Counter[tuple[str, str]] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    open_: set[tuple[str, str]] = set()
    waits = ExpressionWrapper(Q(paper_at=None), output_field=BooleanField())
    grouped = rows.annotate(waits=waits).values_list(
        "district", "group", "on_paper", "late", "waits"
    )
    for code, group, on_paper, is_late, out, n in grouped.annotate(n=Count("pk")):
        counts[code, group] += n if on_paper else 0
        late[code, group] += n if on_paper and is_late else 0
        if on_paper and out:
            open_.add((code, group))
    return counts, late, open_


def _groups(district: str, counts: Counts) -> list[tuple[str, str]]:
    """Return the groups of a district in their order, and at the end what is in none."""
    known = [(one.code, one.name) for one in Group.objects.filter(district=district, closed=False)]
    codes = {code for code, _ in known}
    others = sorted({g for d, g in counts if d == district and g and g not in codes})
    nowhere = [("", NO_GROUP)] if counts.get((district, "")) else []
    return [*known, *((code, code) for code in others), *nowhere]
