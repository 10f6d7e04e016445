"""Tables of the plan (計画の表)."""

from tsunagaru.plan.models.facts import Fact, FactKind
from tsunagaru.plan.models.indicators import ExternalFigure, Indicator, PlannedSource, Snapshot
from tsunagaru.plan.models.strategy import Initiative, Measure, Plan, Policy, Tie

__all__ = [
    "ExternalFigure",
    "Fact",
    "FactKind",
    "Indicator",
    "Initiative",
    "Measure",
    "Plan",
    "PlannedSource",
    "Policy",
    "Snapshot",
    "Tie",
]
