"""Axes (軸): round steps and short numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.ground.ui.phrases import ENGLISH

STEPS = (1.0, 2.0, 5.0, 10.0)
SMALLEST_RANGE = 1e-9
FROM_ZERO_BELOW = 0.6
LEAST_SPAN = 10.0  # of a share: a change of half a point must not look like a leap
WORTH_A_UNIT = 1e5
UNWRITABLE = 1e16
JAPANESE_UNITS = ((1e12, "兆"), (1e8, "億"), (1e4, "万"))
ENGLISH_UNITS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True)
class Scale:
    """Maps values to a length (目盛り). ``ticks`` are the round values worth a grid line."""

    ticks: tuple[float, ...]
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return where a value lies, in the drawing's units, always within start and end."""
        low, high = self.ticks[0], self.ticks[-1]
        share = min(1.0, max(0.0, (value / 2 - low / 2) / (high / 2 - low / 2)))
        return round(self.start + share * (self.end - self.start), 2)


def round_ticks(low: float, high: float, count: int = 4) -> tuple[float, ...]:
    """Return round values from at most ``low`` to at least ``high``."""
    if high - low <= max(SMALLEST_RANGE, abs(high) * SMALLEST_RANGE, abs(low) * SMALLEST_RANGE):
        room = max(1.0, abs(high) * 0.1)
        low, high = (low, high + room) if low >= 0 else (low - room, high + room)
    rough = (high / count) - (low / count)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in STEPS if power * factor >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(number * step for number in range(first, max(last, first + 1) + 1))


def scale_of(
    values: Sequence[float], start: float, end: float, *, from_zero: bool, most: float = math.inf
) -> Scale:
    """Return the scale that holds all values, from zero where that does not flatten them.

    Args:
        most: what no value can exceed, as 100 for a share; no tick is written above it.
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    capped = 0 <= low <= high <= most < math.inf
    if from_zero or (0 <= low < high * FROM_ZERO_BELOW):
        low, high = min(0.0, low), max(0.0, high)
    if capped and high - low < LEAST_SPAN:
        middle = (low + high) / 2
        low, high = max(0.0, middle - LEAST_SPAN / 2), min(most, middle + LEAST_SPAN / 2)
    ticks = round_ticks(low, high)
    if capped:
        ticks = tuple(tick for tick in ticks if tick <= most)
    return Scale(ticks, start, end)


def write_ticks(ticks: Sequence[float], language: str) -> list[str]:
    """Write the ticks shortly and alike: 1万, 2万 (in English 10k, 20k)."""
    largest = max(abs(tick) for tick in ticks)
    if largest >= UNWRITABLE:
        return [f"{tick:.3g}" for tick in ticks]
    units = ENGLISH_UNITS if language == ENGLISH else JAPANESE_UNITS
    size, name = next((u for u in units if largest >= u[0]), (1.0, ""))
    if largest < WORTH_A_UNIT:
        size, name = 1.0, ""
    return [f"{tick / size + 0.0:,.6g}{name if tick else ''}" for tick in ticks]
