"""What stands above everything else (緊急の表示)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Banner:
    """What every page for residents says above all else (緊急の表示).

    Args:
        kind: "error" or "warning", for its colour.
        label: short, such as the level.
        title: leads to ``url``.
    """

    kind: str
    label: str
    title: str
    url: str
    note: str = ""
