"""Brings the plan to what the town folder says (計画の読み込み)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.folder import Change, Definition, Described, compare
from tsunagaru.plan.definitions.shapes import FactShape, FactsShape, PlanShape, PolicyShape
from tsunagaru.plan.definitions.standing import standing
from tsunagaru.plan.definitions.strategy import ParsedStrategy
from tsunagaru.plan.events import PlanLoaded
from tsunagaru.plan.models import Fact, FactKind, Initiative, Measure, Plan, Policy, Tie
from tsunagaru.plan.rules.strategy import PlanStatus, TieKind, format_number


@transaction.atomic
def apply(parsed: ParsedStrategy, at: datetime) -> list[Change]:
    """Bring the current plan to what the files say; a new version leaves the former one in place.

    Returns:
        The differences; empty when the database said the same already.

    Publishes:
        PlanLoaded, when something changed.
    """
    current = Plan.objects.select_for_update(no_key=True).filter(status=PlanStatus.CURRENT).first()
    before = {} if current is None else _things(standing(current))
    changes = compare(before, _things(parsed))
    if not changes:
        return []
    plan = _write_plan(parsed.plan, at)
    measures = _write_policies(plan, parsed.policies)
    _write_initiatives(plan, parsed, measures)
    _write_kinds(plan, parsed.kinds)
    publish(PlanLoaded(at=at, subject=plan.pk, version=plan.version, changes=len(changes)))
    return changes


def _things(parsed: ParsedStrategy) -> dict[str, Described]:
    """Describe a plan thing by thing, to tell differences."""
    told: dict[str, Described] = {"計画": _told(parsed.plan)}
    for policy in parsed.policies:
        told[f"基本方針 {policy.number}"] = _told(policy)
    for order, initiative in enumerate(parsed.initiatives):
        told[f"取組 {format_number(initiative.number)}"] = {"order": order} | _told(initiative)
    for tie in parsed.ties:
        told[f"紐づけ {format_number(tie.initiative)}"] = _told(tie)
    for kind, shape in parsed.kinds.items():
        words = {"title": shape.title, "lead": shape.lead or ""}
        told[f"記載事項 {kind}"] = {"order": shape.order} | words
        for order, fact in enumerate(shape.facts):
            told[f"記載事項 {kind} {fact.key}"] = {"order": order} | _told(fact)
    return told


def _told(shape: Definition) -> dict[str, Any]:
    return shape.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _write_plan(shape: PlanShape, at: datetime) -> Plan:
    Plan.objects.exclude(version=shape.version).update(status=PlanStatus.FORMER)
    values = {
        **_values(shape, leave="version period"),
        "from_fiscal_year": shape.period.from_fiscal_year,
        "to_fiscal_year": shape.period.to_fiscal_year,
        "status": PlanStatus.CURRENT,
        "loaded_at": at,
    }
    return Plan.objects.update_or_create(version=shape.version, defaults=values)[0]


def _write_policies(plan: Plan, shapes: Iterable[PolicyShape]) -> dict[str, Measure]:
    """Write policies and measures; return the measures by number. What is gone goes last."""
    measures: dict[str, Measure] = {}
    for order, shape in enumerate(shapes, start=1):
        values = {**_values(shape, leave="number measures"), "order": order}
        policy, _ = Policy.objects.update_or_create(plan=plan, number=shape.number, defaults=values)
        for place, measure in enumerate(shape.measures, start=1):
            values = {**_values(measure, leave="number"), "order": place}
            measures[measure.number], _ = Measure.objects.update_or_create(
                policy=policy, number=measure.number, defaults=values
            )
    return measures


def _write_initiatives(plan: Plan, parsed: ParsedStrategy, measures: dict[str, Measure]) -> None:
    numbers = [shape.number for shape in parsed.initiatives]
    plan.initiatives.exclude(number__in=numbers).delete()
    for shape in parsed.initiatives:
        values = {
            **_values(shape, leave="number measure sheet"),
            **shape.sheet.model_dump(),
            "measure": measures[shape.measure],
        }
        Initiative.objects.update_or_create(plan=plan, number=shape.number, defaults=values)
    _remove_empty(plan, parsed, measures)
    _write_ties(plan, parsed)


def _remove_empty(plan: Plan, parsed: ParsedStrategy, measures: dict[str, Measure]) -> None:
    kept = [measure.pk for measure in measures.values()]
    Measure.objects.filter(policy__plan=plan).exclude(pk__in=kept).delete()
    plan.policies.exclude(number__in=[policy.number for policy in parsed.policies]).delete()


def _write_ties(plan: Plan, parsed: ParsedStrategy) -> None:
    Tie.objects.filter(initiative__plan=plan).delete()
    initiatives = {initiative.number: initiative for initiative in plan.initiatives.all()}
    for shape in parsed.ties:
        initiative = initiatives[shape.initiative]
        sections = [
            Tie(initiative=initiative, kind=TieKind.SECTION, code=c) for c in shape.sections
        ]
        walls = [Tie(initiative=initiative, kind=TieKind.WALL, code=c) for c in shape.walls]
        Tie.objects.bulk_create([*sections, *walls])


def _write_kinds(plan: Plan, kinds: dict[str, FactsShape]) -> None:
    plan.kinds.all().delete()
    for code, shape in kinds.items():
        kind = FactKind.objects.create(
            plan=plan, kind=code, title=shape.title, lead=shape.lead, order=shape.order
        )
        facts = enumerate(shape.facts, start=1)
        Fact.objects.bulk_create([_fact(kind, fact, order) for order, fact in facts])


def _fact(kind: FactKind, shape: FactShape, order: int) -> Fact:
    source = {} if shape.source is None else shape.source.model_dump(mode="json")
    return Fact(kind=kind, order=order, **_values(shape, leave="source"), **source)


def _values(shape: Definition, *, leave: str) -> dict[str, Any]:
    """Return a shape's values for the columns of the same names, besides those left."""
    return shape.model_dump(mode="json", exclude=set(leave.split()))
