"""Reads the plan's indicators (指標を読む) as anyone can: with ``tsunagaru plan --json``."""

import json
from dataclasses import dataclass

from tests.walks.town import Town


@dataclass(frozen=True)
class Reading:
    """An indicator at one moment."""

    value: float | None
    numerator: float
    denominator: float
    measured: bool


def readings(town: Town) -> dict[str, Reading]:
    """Return all indicators by their ids."""
    rows = json.loads(town.command("plan", "--json"))["initiatives"]
    return {
        one["id"]: Reading(
            one["value"], one["numerator"] or 0, one["denominator"] or 0, one["measured"]
        )
        for row in rows
        for one in row["indicators"]
    }


def moved(before: Reading, after: Reading) -> tuple[float, float]:
    """Return by how much numerator and denominator rose."""
    return after.numerator - before.numerator, after.denominator - before.denominator
