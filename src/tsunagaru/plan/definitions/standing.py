"""Turns the plan in the database back into its files' shapes, for `dump` and for differences."""

from collections import defaultdict
from typing import Any

from django.db.models import Model

from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.plan.definitions.shapes import (
    FactShape,
    FactsShape,
    Highlight,
    InitiativeShape,
    MeasureShape,
    Period,
    PlanShape,
    PolicyShape,
    Sheet,
    Source,
    TieShape,
)
from tsunagaru.plan.definitions.strategy import ParsedStrategy, shapes_of
from tsunagaru.plan.models import Fact, Initiative, Measure, Plan, Policy, Tie
from tsunagaru.plan.rules.strategy import SHEET_FIELDS, PlanStatus, TieKind


def dump(folder: Folder) -> None:
    """Write the strategy's files from the database (書き出し); nothing when there is no plan."""
    plan = Plan.objects.filter(status=PlanStatus.CURRENT).first()
    if plan is not None:
        for file, shape in shapes_of(standing(plan)).items():
            folder.write(file, write_yaml(shape))


def standing(plan: Plan) -> ParsedStrategy:
    """Return a plan in the database as its files would say it."""
    measures: dict[int, list[MeasureShape]] = defaultdict(list)
    for measure in Measure.objects.filter(policy__plan=plan):
        measures[measure.policy_id].append(_measure(measure))
    initiatives = plan.initiatives.select_related("measure")
    return ParsedStrategy(
        plan=_plan(plan),
        policies=tuple(_policy(row, measures[row.pk]) for row in plan.policies.all()),
        initiatives=tuple(_initiative(row) for row in initiatives),
        ties=_ties(plan),
        kinds=_kinds(plan),
    )


def _plan(row: Plan) -> PlanShape:
    first, last = row.from_fiscal_year, row.to_fiscal_year
    return PlanShape(
        **_same(row, "version", "title", "edition", "publisher", "published_in"),
        period=Period(from_fiscal_year=first, to_fiscal_year=last),
        source=_source(row.source),
    )


def _policy(row: Policy, measures: list[MeasureShape]) -> PolicyShape:
    return PolicyShape(
        **_same(row, "number", "title", "text", "short", "summary", "booklet_pages"),
        source=_source(row.source),
        measures=tuple(measures),
    )


def _measure(row: Measure) -> MeasureShape:
    return MeasureShape(
        **_same(row, "number", "title"),
        examples=tuple(row.examples),
        source=_source(row.source),
    )


def _initiative(row: Initiative) -> InitiativeShape:
    return InitiativeShape(
        **_same(row, "number", "title", "priority", "booklet_page", "booklet_page_inferred"),
        measure=row.measure.number,
        sheet=Sheet(**_same(row, *SHEET_FIELDS)),
        highlight=None if row.highlight is None else Highlight.model_validate(row.highlight),
        source=_source(row.source),
    )


def _ties(plan: Plan) -> tuple[TieShape, ...]:
    found: dict[int, dict[str, list[str]]] = {}
    ties = Tie.objects.filter(initiative__plan=plan).select_related("initiative")
    for tie in ties.order_by("initiative__number", "pk"):
        kinds = found.setdefault(tie.initiative.number, {kind.value: [] for kind in TieKind})
        kinds[tie.kind].append(tie.code)
    return tuple(
        TieShape(
            initiative=number,
            sections=tuple(kinds[TieKind.SECTION]),
            walls=tuple(kinds[TieKind.WALL]),
        )
        for number, kinds in found.items()
    )


def _kinds(plan: Plan) -> dict[str, FactsShape]:
    facts: dict[int, list[FactShape]] = defaultdict(list)
    for fact in Fact.objects.filter(kind__plan=plan):
        facts[fact.kind_id].append(_fact(fact))
    return {
        kind.kind: FactsShape(**_same(kind, "title", "lead", "order"), facts=tuple(facts[kind.pk]))
        for kind in plan.kinds.order_by("kind")
    }


def _fact(row: Fact) -> FactShape:
    source = None
    if row.chapter is not None and row.heading is not None:
        source = Source(
            **_same(row, "chapter", "page", "page_inferred", "heading"), lines=tuple(row.lines)
        )
    return FactShape(
        **_same(row, "key", "title", "text", "number", "unit", "group", "note", "origin"),
        points=tuple(row.points),
        source=source,
    )


def _source(stored: dict[str, Any] | None) -> Source | None:
    if stored is None:
        return None
    return Source.model_validate({**stored, "lines": tuple(stored["lines"])})


def _same(row: Model, *names: str) -> dict[str, Any]:
    """Return the columns that the shape calls by the same name."""
    return {name: getattr(row, name) for name in names}
