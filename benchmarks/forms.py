"""Definitions and large forms (様式の性能): loading 500 procedures, drawing and judging a form."""

from benchmarks import scratch
from benchmarks.bars import Bar

MODULE = "measure_forms"


def run() -> list[Bar]:
    """Measure in a process of its own."""
    with scratch.sqlite() as environment:
        return scratch.measured(MODULE, environment)
