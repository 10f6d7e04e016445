"""The door to the plan (計画の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.plan.definitions.standing import dump
from tsunagaru.plan.definitions.strategy import ParsedStrategy, read
from tsunagaru.plan.queries.strategy import current_plan, initiative, initiatives, tree
from tsunagaru.plan.services.strategy import apply

TOWN_PART = Part[ParsedStrategy]("plan", read, apply, dump)

__all__ = ["TOWN_PART", "current_plan", "initiative", "initiatives", "tree"]
