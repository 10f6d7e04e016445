"""What there is to read of an association's dues (会費の参照): by group, and by household."""

from collections.abc import Collection as Several
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Sum

from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.services.community.models import Collection, Due, DuesYear, Member
from tsunagaru.services.community.queries.offices import offices_of
from tsunagaru.services.community.queries.setups import groups
from tsunagaru.services.community.rules.dues import PAID_NAMES, Paid, open_yen, paid
from tsunagaru.services.community.rules.duties import Duty, may_lead

NO_GROUP = "組未定"


@dataclass(frozen=True)
class Reach:
    """Which households of a district somebody collects from (集金の範囲).

    Args:
        leads: of every group, with reasons; otherwise only of ``groups``.
    """

    leads: bool
    groups: frozenset[str]

    def takes_in(self, group: str) -> bool:
        """Tell whether a group is among them."""
        return self.leads or (bool(group) and group in self.groups)


def reach_of(resident: UUID | None, district: str, day: date) -> Reach | None:
    """Return from whom a resident collects in a district; None for who holds no office there."""
    offices = [one for one in offices_of(resident, day) if one.district == district]
    if not offices:
        return None
    own = frozenset(one.group for one in offices if one.duty is Duty.GROUP)
    return Reach(may_lead(offices, district), own)


@dataclass(frozen=True)
class Standing:
    """How one household stands with a year's dues (世帯の納入)."""

    due: Due
    paid_yen: int

    @property
    def member(self) -> Member:
        """Return the household."""
        return self.due.member

    @property
    def state(self) -> Paid:
        """Return how far it has paid."""
        return paid(self.due.amount_yen, self.paid_yen)

    @property
    def state_name(self) -> str:
        """Return in words how far it has paid."""
        return PAID_NAMES[self.state]

    @property
    def open_yen(self) -> int:
        """Return what is still to be paid."""
        return open_yen(self.due.amount_yen, self.paid_yen)


@dataclass
class GroupBook:
    """The households of one group with what is open (組の集金)."""

    code: str
    name: str
    rows: list[Standing] = field(default_factory=list)

    @property
    def owed_yen(self) -> int:
        """Return what all of them owe."""
        return sum(one.due.amount_yen for one in self.rows)

    @property
    def paid_yen(self) -> int:
        """Return what all of them have paid."""
        return sum(one.paid_yen for one in self.rows)

    @property
    def open_yen(self) -> int:
        """Return what is still open."""
        return sum(one.open_yen for one in self.rows)

    def count(self, state: Paid) -> int:
        """Return how many households stand so."""
        return sum(1 for one in self.rows if one.state is state)

    @property
    def waiting(self) -> int:
        """Return how many households have something open."""
        return sum(1 for one in self.rows if one.open_yen)

    @property
    def exempt(self) -> int:
        """Return how many households pay nothing."""
        return self.count(Paid.EXEMPT)


def book(row: DuesYear, reach: Reach) -> Sequence[GroupBook]:
    """Return a year's dues by group, as far as somebody collects (会費の一覧)."""
    named = {one.code: one.name for one in groups(row.district)}
    found = {code: GroupBook(code, name) for code, name in named.items()}
    lines = list(row.lines.select_related("member"))
    taken = paid_of(lines)
    for due in lines:
        code = due.member.group if due.member.group in named else ""
        if reach.takes_in(code):
            one = found.setdefault(code, GroupBook(code, NO_GROUP))
            one.rows.append(Standing(due, taken.get(due.pk, 0)))
    for group in found.values():
        group.rows.sort(key=lambda one: (not one.open_yen, one.member.name))
    return [one for one in found.values() if one.rows]


def total(found: Sequence[GroupBook]) -> GroupBook:
    """Return all groups together (合計)."""
    return GroupBook("", "合計", [row for one in found for row in one.rows])


def paid_of(lines: Several[Due]) -> Mapping[UUID, int]:
    """Return what was paid of each of these, corrections counted (納入の合計)."""
    rows = Collection.objects.filter(due__in=[one.pk for one in lines]).order_by()
    return dict(rows.values("due").annotate(yen=Sum("amount_yen")).values_list("due", "yen"))


def standing_of(due: Due) -> Standing:
    """Return how one household stands."""
    return Standing(due, paid_of([due]).get(due.pk, 0))


def years(district: str) -> Sequence[DuesYear]:
    """Return the years of a district, the newest first (年度の一覧)."""
    return list(DuesYear.objects.filter(district=district))


def members(district: str, reach: Reach) -> Sequence[Member]:
    """Return who belongs to the association now, as far as somebody collects (会員世帯)."""
    rows = Member.objects.filter(district=district, left_on=None)
    found = [row for row in rows if reach.takes_in(row.group)]
    return sorted(found, key=lambda row: (row.group == "", row.group, row.name))


def own_dues(household: UUID) -> Sequence[Standing]:
    """Return the dues of a household, the newest first (自分の世帯の会費)."""
    rows = Due.objects.filter(member__household=household).select_related("dues", "member")
    lines = list(rows.order_by("-dues__year"))
    taken = paid_of(lines)
    return [Standing(due, taken.get(due.pk, 0)) for due in lines]


def year_words(year: int) -> Trilingual:
    """Return a fiscal year as a page says it (年度の表示)."""
    label = FiscalYear(year).label
    return Trilingual(label, label, f"Fiscal year {year}")


def year_name(year: int) -> str:
    """Return a fiscal year as it is called (年度の表示)."""
    return FiscalYear(year).label
