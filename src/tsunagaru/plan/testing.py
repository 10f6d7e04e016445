"""Makers for others' tests (試験の部品): a small plan, and objects of the plan's addresses."""

from datetime import UTC, datetime
from typing import Any

from tsunagaru.plan.definitions.shapes import (
    FactShape,
    FactsShape,
    InitiativeShape,
    MeasureShape,
    Period,
    PlanShape,
    PolicyShape,
)
from tsunagaru.plan.definitions.strategy import ParsedStrategy
from tsunagaru.plan.services import strategy

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)

Arguments = dict[str, Any]


def a_plan(*, initiatives: int = 1, at: datetime = MORNING) -> ParsedStrategy:
    """Load a small plan: one policy, one measure, some initiatives, one kind of statements."""
    measure = MeasureShape(number="I-①", title="手続をやさしく")
    fact = FactShape(key="philosophy", title="基本理念", text="だれもが使いやすい町")
    numbers = range(1, initiatives + 1)
    parsed = ParsedStrategy(
        plan=PlanShape(
            version="0.1.0",
            title="みほん町の計画",
            period=Period(from_fiscal_year=2025, to_fiscal_year=2027),
        ),
        policies=(PolicyShape(number="I", title="方針", text="本文", measures=(measure,)),),
        initiatives=tuple(
            InitiativeShape(number=n, title=f"取組{n}", measure=measure.number) for n in numbers
        ),
        kinds={"concept": FactsShape(title="考え方", order=10, facts=(fact,))},
    )
    strategy.apply(parsed, at)
    return parsed


def _initiative(_cast: object) -> tuple[Arguments, Arguments]:
    a_plan()
    return {"number": 1}, {"number": 36}


def _kind(_cast: object) -> tuple[Arguments, Arguments]:
    a_plan()
    return {"kind": "concept"}, {"kind": "nothing"}


SPECIMENS = {
    "plan:initiative": _initiative,
    "plan:staff_initiative": _initiative,
    "plan:edit": _initiative,
    "plan:facts": _kind,
}
