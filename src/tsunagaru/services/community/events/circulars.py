"""What happens to circulars (回覧の出来事). ``subject`` is the circular, unless said."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class CircularDrafted(Event, name="circular.drafted"):
    """Somebody began to write a circular (下書きを作った): ``town`` or ``district``."""

    origin: str


@dataclass(frozen=True, kw_only=True)
class CircularAsked(Event, name="circular.approval_asked"):
    """The author asked somebody else to approve (承認を求めた)."""

    correction: str


@dataclass(frozen=True, kw_only=True)
class CircularReturned(Event, name="circular.returned"):
    """It was given back to its author with a reason (差し戻した)."""

    correction: str


@dataclass(frozen=True, kw_only=True)
class CircularReleased(Event, name="circular.released"):
    """A circular went out to its households (回覧を始めた)."""

    origin: str
    households: int = measure()
    on_paper: int = measure()


@dataclass(frozen=True, kw_only=True)
class CircularCorrected(Event, name="circular.corrected"):
    """A circular that was out got other words (訂正した)."""

    origin: str
    read_before: int = measure()


@dataclass(frozen=True, kw_only=True)
class CircularWithdrawn(Event, name="circular.withdrawn"):
    """A circular was taken back with a reason (取り下げた): ``town`` or ``district`` did it."""

    origin: str
    by: str


@dataclass(frozen=True, kw_only=True)
class CircularClosed(Event, name="circular.closed"):
    """The deadline of a circular passed (期限が過ぎた)."""

    origin: str
    households: int = measure()
    reached: int = measure()


@dataclass(frozen=True, kw_only=True)
class CircularDropped(Event, name="circular.cancelled"):
    """A draft is not sent (取りやめた)."""

    origin: str


@dataclass(frozen=True, kw_only=True)
class HouseholdReached(Event, name="circular.household_reached"):
    """How a circular reached one household is settled (1世帯への到達が定まった).

    ``subject`` is the delivery.

    Args:
        reached7: "yes" where it was read, or handed round on paper, within the town's days.
        way: "online", "paper", or "none" where the deadline passed first.
    """

    reached7: str
    way: str


@dataclass(frozen=True, kw_only=True)
class CircularPrinted(Event, name="circular.printed"):
    """The paper copies of a circular were printed (印刷した)."""

    copies: int = measure()


@dataclass(frozen=True, kw_only=True)
class PaperChanged(Event, name="circular.paper_changed"):
    """Paper stopped for a household, or came back (紙が止まった・戻った). ``subject`` is an act.

    Args:
        to: "stopped" or "resumed".
        why: "chosen", "confirmed", "read", "unread" or "moved".
    """

    to: str
    why: str
