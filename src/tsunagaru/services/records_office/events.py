"""What happens to records (文書の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class DisposalMade(Event, name="disposal.made"):
    """Records were disposed of after a person approved (廃棄した). ``subject`` is the disposal."""

    rule: str
    section: str
    count: int = measure()


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Event, name="retention.hold_placed"):
    """A case must be kept beyond its period (廃棄を保留した). ``subject`` is the case."""


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Event, name="retention.hold_lifted"):
    """A case need not be kept any longer (保留を解いた). ``subject`` is the case."""
