"""Tables of the plan (計画の表)."""

from tsunagaru.plan.models.facts import Fact, FactKind
from tsunagaru.plan.models.strategy import Initiative, Measure, Plan, Policy, Tie

__all__ = ["Fact", "FactKind", "Initiative", "Measure", "Plan", "Policy", "Tie"]
