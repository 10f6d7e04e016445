"""Reads the strategy (計画の照会): the tree, an initiative's sheet, the statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from django.db.models import Count, QuerySet

from tsunagaru.plan.models import Fact, FactKind, Initiative, Measure, Plan, Policy, Tie
from tsunagaru.plan.queries.indicators import IndicatorLine
from tsunagaru.plan.rules.strategy import (
    SHEET_FIELDS,
    WALL_GROUP,
    WALL_KINDS,
    PlanStatus,
    TieKind,
    format_number,
)


@dataclass(frozen=True)
class Wanted:
    """Which initiatives the reader asked for (絞り込み); empty means all."""

    priority: bool = False
    policy: str = ""
    section: str = ""
    wall: str = ""

    @property
    def anything(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self.priority or self.policy or self.section or self.wall)


@dataclass(frozen=True)
class InitiativeNode:
    """An initiative in the tree, with its indicators' lines."""

    initiative: Initiative
    indicators: Sequence[IndicatorLine] = ()

    @property
    def number(self) -> str:
        """Return the number as the plan writes it, such as ``No.01``."""
        return format_number(self.initiative.number)

    @property
    def waiting(self) -> int:
        """Return how many indicators cannot be measured yet."""
        return sum(not line.shown for line in self.indicators)


@dataclass
class MeasureNode:
    """A measure in the tree."""

    measure: Measure
    initiatives: list[InitiativeNode] = field(default_factory=list)


@dataclass
class PolicyNode:
    """A policy in the tree."""

    policy: Policy
    measures: list[MeasureNode] = field(default_factory=list)

    @property
    def all(self) -> int:
        """Return how many indicators the policy has."""
        return sum(len(i.indicators) for m in self.measures for i in m.initiatives)

    @property
    def measured(self) -> int:
        """Return how many of them have a value."""
        return self.all - sum(i.waiting for m in self.measures for i in m.initiatives)


@dataclass(frozen=True)
class SheetLine:
    """A field of an initiative's sheet; ``text`` is None where the edition says nothing."""

    label: str
    text: str | None


def current_plan() -> Plan | None:
    """Return the plan in force (現行の計画), or None before one is loaded."""
    return Plan.objects.filter(status=PlanStatus.CURRENT).first()


def former_plans() -> QuerySet[Plan]:
    """Return the former versions (旧版), newest first."""
    return Plan.objects.filter(status=PlanStatus.FORMER).order_by("-loaded_at")


def initiatives(wanted: Wanted = Wanted()) -> QuerySet[Initiative]:
    """Return the current plan's initiatives that were asked for, by number."""
    rows = Initiative.objects.filter(plan__status=PlanStatus.CURRENT)
    if wanted.priority:
        rows = rows.filter(priority=True)
    if wanted.policy:
        rows = rows.filter(measure__policy__number=wanted.policy)
    for kind, code in ((TieKind.SECTION, wanted.section), (TieKind.WALL, wanted.wall)):
        if code:
            tied = Tie.objects.filter(kind=kind, code=code).values("initiative")
            rows = rows.filter(pk__in=tied)
    return rows.select_related("measure__policy").order_by("number")


def tree(
    wanted: Wanted = Wanted(),
    lines: Mapping[int, Sequence[IndicatorLine]] = MappingProxyType({}),
) -> list[PolicyNode]:
    """Return policies, measures and initiatives (施策体系), without empty branches.

    Args:
        wanted: which initiatives.
        lines: the indicators' lines by initiative number.
    """
    branches: dict[int, list[InitiativeNode]] = defaultdict(list)
    for row in initiatives(wanted):
        branches[row.measure_id].append(InitiativeNode(row, lines.get(row.number, ())))
    policies: dict[int, PolicyNode] = {}
    measures = Measure.objects.filter(pk__in=branches).select_related("policy")
    for measure in measures.order_by("policy__order", "order"):
        node = policies.setdefault(measure.policy_id, PolicyNode(measure.policy))
        node.measures.append(MeasureNode(measure, branches[measure.pk]))
    return list(policies.values())


def policies() -> Sequence[Policy]:
    """Return the current plan's policies (基本方針)."""
    return list(Policy.objects.filter(plan__status=PlanStatus.CURRENT))


def initiative(number: int) -> Initiative:
    """Return one initiative of the current plan (取組).

    Raises:
        Initiative.DoesNotExist: the plan has no such number.
    """
    return initiatives().get(number=number)


def neighbours(number: int) -> tuple[Initiative | None, Initiative | None]:
    """Return the initiatives before and after a number."""
    before = initiatives().filter(number__lt=number).last()
    return before, initiatives().filter(number__gt=number).first()


def sheet(row: Initiative) -> list[SheetLine]:
    """Return the lines of an initiative's sheet (個票), absent ones too."""
    return [SheetLine(label, getattr(row, name)) for name, label in SHEET_FIELDS.items()]


def kinds() -> QuerySet[FactKind]:
    """Return the kinds of statements, each with its number of statements (記載事項の種類)."""
    rows = FactKind.objects.filter(plan__status=PlanStatus.CURRENT)
    return rows.annotate(count=Count("facts")).order_by("order", "kind")  # counting forgets it


def kind(code: str) -> FactKind:
    """Return one kind of statements.

    Raises:
        FactKind.DoesNotExist: the plan has no such kind.
    """
    return kinds().get(kind=code)


def facts(kind: str) -> list[tuple[str, list[Fact]]]:
    """Return a kind's statements in groups (区分), in the plan's order."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(kind__plan__status=PlanStatus.CURRENT, kind__kind=kind):
        groups[fact.group or ""].append(fact)
    return list(groups.items())


def fact(kind: str, key: str) -> Fact | None:
    """Return one statement (記載事項), or None where the plan has none."""
    rows = Fact.objects.filter(kind__plan__status=PlanStatus.CURRENT)
    return rows.filter(kind__kind=kind, key=key).first()


def walls() -> list[Fact]:
    """Return the walls (壁) the plan names, inside first."""
    rows = Fact.objects.filter(kind__plan__status=PlanStatus.CURRENT, group=WALL_GROUP)
    return list(rows.filter(kind__kind__in=WALL_KINDS).order_by("kind__order", "order"))


def ties(numbers: Collection[int] = ()) -> Mapping[int, Sequence[Tie]]:
    """Return the town's own ties (紐づけ) by initiative number, of all or of those given."""
    rows = Tie.objects.filter(initiative__plan__status=PlanStatus.CURRENT)
    if numbers:
        rows = rows.filter(initiative__number__in=numbers)
    found: dict[int, list[Tie]] = defaultdict(list)
    for tie in rows.select_related("initiative"):
        found[tie.initiative.number].append(tie)
    return found
