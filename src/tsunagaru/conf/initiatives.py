"""Which initiatives work (取組の状況): what the walks proved, beside what is measured."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tsunagaru.plan.api import initiatives, readings_by_initiative

PROVED = Path(__file__).parent / "data" / "initiatives.json"


@dataclass(frozen=True)
class Figure:
    """One indicator of a row."""

    id: str
    value: float | None
    numerator: float | None
    denominator: float | None
    fresh_at: datetime | None
    measured: bool

    def as_json(self) -> dict[str, Any]:
        """Return the figure for programs."""
        fresh = self.fresh_at.isoformat() if self.fresh_at else None
        return {
            "id": self.id,
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "fresh_at": fresh,
            "measured": self.measured,
        }


@dataclass(frozen=True)
class Row:
    """One initiative with its state: ``live``, ``partial`` or ``not_yet``."""

    number: int
    title: str
    priority: bool
    works: bool
    partly: bool
    indicators: list[Figure]

    @property
    def state(self) -> str:
        """Return how far the initiative is."""
        return "live" if self.works else "partial" if self.partly else "not_yet"

    def as_json(self) -> dict[str, Any]:
        """Return the row for programs."""
        return {
            "number": self.number,
            "title": self.title,
            "works": self.works,
            "state": self.state,
            "indicators": [figure.as_json() for figure in self.indicators],
        }


@cache
def proved() -> dict[str, list[int]]:
    """Return what the walks proved: initiatives that work, and those that work in part.

    The file is written by ``tests/test_initiatives.py`` and held against it.
    """
    found: dict[str, list[int]] = json.loads(PROVED.read_text(encoding="utf-8"))
    return found


def rows(at: datetime) -> list[Row]:
    """Return the current plan's initiatives with their state and figures."""
    measured = readings_by_initiative(at)
    return [
        Row(
            number=initiative.number,
            title=initiative.title,
            priority=initiative.priority,
            works=initiative.number in proved()["works"],
            partly=initiative.number in proved()["partly"],
            indicators=[
                Figure(
                    id=one.code,
                    value=_float(one.value.value),
                    numerator=_float(one.value.numerator),
                    denominator=_float(one.value.denominator),
                    fresh_at=one.fresh_at,
                    measured=one.measured,
                )
                for one in measured.get(initiative.number, [])
            ],
        )
        for initiative in initiatives()
    ]


def _float(number: Any) -> float | None:  # noqa: ANN401 - a Fraction or nothing
    return None if number is None else float(number)
