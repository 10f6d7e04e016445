"""What happens at the counter (窓口の出来事). ``subject`` is the turn."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class TurnIssued(Event, name="turn.issued"):
    """Somebody took a number (番号札を取った)."""

    group: str
    reserved: str


@dataclass(frozen=True, kw_only=True)
class CounterCalled(Event, name="counter.called"):
    """Somebody was called for the first time (呼び出した).

    Args:
        wait_s: seconds since the number was taken, or since the time reserved if that was later.
    """

    group: str
    reserved: str
    wait_s: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class CounterRecalled(Event, name="counter.recalled"):
    """Somebody was called again (もう一度呼び出した)."""

    group: str


@dataclass(frozen=True, kw_only=True)
class TurnMissed(Event, name="turn.missed"):
    """Nobody came when called (呼び出しに応答がなかった)."""

    group: str


@dataclass(frozen=True, kw_only=True)
class TurnTransferred(Event, name="turn.transferred"):
    """Somebody was sent on to another counter (ほかの窓口へ案内した)."""

    group: str
    to_group: str


@dataclass(frozen=True, kw_only=True)
class CounterServed(Event, name="counter.served"):
    """A service at the counter has ended (窓口での対応が終わった).

    Args:
        prefilled: ``yes`` when the person had nothing to write.
        reserved: ``yes`` when the visit had been booked.
    """

    group: str
    prefilled: str
    reserved: str
    service_s: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class TurnLeft(Event, name="turn.left"):
    """Somebody gave the number back (番号札を取りやめた)."""

    group: str


@dataclass(frozen=True, kw_only=True)
class TurnClosed(Event, name="turn.closed"):
    """A number was still open when the day ended (日締めで閉じた)."""

    group: str
    was: str
