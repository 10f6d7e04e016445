"""Bars (性能の目標): what was measured, what was promised, and a floor measured in the same run."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class Bar:
    """One promise and what was measured (目標と実測).

    Args:
        name: what was measured, and on which database.
        value: measured.
        unit: of value, bar and floor.
        bar: promised; None when nothing is promised and the number only informs.
        better: whether less or more is better.
        floor: a bare version of the same work, or a peer, in the same run.
        ratio: value over floor; computed when a floor is given.
        note: conditions, in a few words.
    """

    name: str
    value: float
    unit: str
    bar: float | None
    better: Literal["lower", "higher"] = "lower"
    floor: float | None = None
    ratio: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Compute the ratio to the floor."""
        if self.ratio is None and self.floor:
            object.__setattr__(self, "ratio", self.value / self.floor)

    @property
    def holds(self) -> bool:
        """Tell whether the promise is kept."""
        if self.bar is None:
            return True
        return self.value <= self.bar if self.better == "lower" else self.value >= self.bar


def show(bars: Sequence[Bar]) -> None:
    """Print the bars as a table."""
    table = Table("bar", "value", "promised", "ratio to floor", "", "note")
    for bar in bars:
        sign = "≤" if bar.better == "lower" else "≥"
        table.add_row(
            bar.name,
            f"{bar.value:.3g} {bar.unit}",
            "-" if bar.bar is None else f"{sign} {bar.bar:g} {bar.unit}",
            f"{bar.ratio:.2f}×" if bar.ratio else "-",
            "[green]holds[/]" if bar.holds else "[red]missed[/]",
            bar.note,
        )
    Console().print(table)


def save(bars: Iterable[Bar], path: Path = RESULTS) -> None:
    """Write the bars to ``results.json``; bars of the same name are replaced, others stay."""
    known = {one["name"]: one for one in _read(path)}
    known |= {bar.name: {**asdict(bar), "holds": bar.holds} for bar in bars}
    text = json.dumps({"bars": list(known.values())}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    bars: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["bars"]
    return bars
