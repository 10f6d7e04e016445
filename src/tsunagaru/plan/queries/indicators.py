"""What the dashboard shows of each indicator (指標の一行)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as a line of the dashboard (指標の一行)."""

    id: str
    name: str
    url: str = ""


def indicators_of(initiative: int) -> list[IndicatorLine]:
    """Return the lines of one initiative's indicators, in the folder's order."""
    return indicators_by_initiative().get(initiative, [])


def indicators_by_initiative() -> Mapping[int, list[IndicatorLine]]:
    """Return the lines of all initiatives' indicators at once."""
    return {}
