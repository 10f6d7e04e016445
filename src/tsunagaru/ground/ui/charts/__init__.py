"""Charts drawn on the server (グラフ): SVG, an equal table, and a sentence on what they show.

``bar(title, points)``, ``line(title, points)`` and ``sparkline(title, points)`` return a ``Chart``
for ``<c-chart :chart="chart" />``. A point is (label, value); a label such as ``2026-04`` is a
month. A value is a number, ``None`` where there is none, or ``SUPPRESSED`` where it must not show.
"""

from tsunagaru.ground.ui.charts.bars import bar
from tsunagaru.ground.ui.charts.lines import line, sparkline
from tsunagaru.ground.ui.charts.values import SUPPRESSED, Chart, Point, Suppressed, Table, Value

__all__ = [
    "SUPPRESSED",
    "Chart",
    "Point",
    "Suppressed",
    "Table",
    "Value",
    "bar",
    "line",
    "sparkline",
]
