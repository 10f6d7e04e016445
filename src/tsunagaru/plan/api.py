"""The door to the plan (計画の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.plan.definitions import indicators as indicators_file
from tsunagaru.plan.definitions.indicators import ParsedIndicators
from tsunagaru.plan.definitions.standing import dump
from tsunagaru.plan.definitions.strategy import ParsedStrategy, read
from tsunagaru.plan.queries.indicators import readings_by_initiative
from tsunagaru.plan.queries.strategy import current_plan, initiative, initiatives, tree
from tsunagaru.plan.services import indicators
from tsunagaru.plan.services.strategy import apply

TOWN_PART = Part[ParsedStrategy]("plan", read, apply, dump)
INDICATORS_PART = Part[ParsedIndicators](
    "indicators", indicators_file.read, indicators.apply, indicators.dump
)

__all__ = [
    "INDICATORS_PART",
    "TOWN_PART",
    "current_plan",
    "initiative",
    "initiatives",
    "readings_by_initiative",
    "tree",
]
