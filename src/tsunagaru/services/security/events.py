"""What happens about individual numbers (個人番号の出来事). ``subject`` is the finding or so."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class NumberDetected(Event, name="number.detected"):
    """The scan found what may be an individual number (個人番号らしい数字を見つけた)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class FindingDecided(Event, name="number.finding_decided"):
    """A finding was dealt with (検出への対応をした)."""

    outcome: str


@dataclass(frozen=True, kw_only=True)
class ScanFinished(Event, name="number.scan_finished"):
    """Everything stored was looked through (保存内容の点検が終わった)."""

    rows: int = measure()
    found: int = measure()


@dataclass(frozen=True, kw_only=True)
class NumberContested(Event, name="number.contested"):
    """Somebody said that a refused value is no individual number (個人番号ではないとの申出)."""

    kind: str
    claim: str


@dataclass(frozen=True, kw_only=True)
class StatementDecided(Event, name="number.statement_decided"):
    """Staff decided on a statement (申出に決定した)."""

    outcome: str
    claim: str


@dataclass(frozen=True, kw_only=True)
class NumberExcused(Event, name="number.excused"):
    """An accepted value passed an entrance (認めた値を受け付けた)."""

    kind: str
