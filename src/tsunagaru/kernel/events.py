"""Events (出来事): typed facts in the past tense, frozen, without personal data.

A package declares its events in ``events.py``; ``conf/reactions.py`` wires them to handlers;
``ground/ledger`` stores them. Text fields hold codes (dimensions of an indicator), number fields
hold measures. Names, addresses and free text never enter an event.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4


class Channel(StrEnum):
    """The way by which a person reached the town (受付経路)."""

    ONLINE = "online"
    COUNTER = "counter"
    PHONE = "phone"
    POST = "post"
    LINE = "line"
    API = "api"
    PORTAL = "portal"


REMOTE = frozenset({Channel.ONLINE, Channel.API, Channel.PORTAL})
"""Ways in without a clerk (電子的な経路): open wherever a procedure is open online."""


class AgeBand(StrEnum):
    """Six age bands (年齢層): coarse enough that a cell of a small town names nobody."""

    CHILD = "0-19"
    TWENTIES = "20-39"
    FORTIES = "40-59"
    SIXTIES = "60-69"
    SEVENTIES = "70-79"
    EIGHTIES = "80-"


BREAKDOWNS = ("age_band", "district")
COMMON = frozenset({"id", "at", "subject"})


def measure(*, histogram: bool = False) -> Any:  # noqa: ANN401 - a dataclass field stands for its value
    """Declare a number that indicators add up (計量値).

    Args:
        histogram: keep how often each whole value occurred, so that medians are exact.
    """
    return field(metadata={"measure": True, "histogram": histogram})


@dataclass(frozen=True, kw_only=True)
class Event:
    """One fact that happened in the town (出来事). Subclass it in a package's ``events.py``.

    Args:
        at: when it happened, timezone-aware.
        subject: the id of the thing it tells of, never a person's.
        channel: the way it reached the town, or empty.
        age_band: coarse age band of the person served, or empty when unknown.
        district: code of the district (区) of the person served, or empty when unknown.
    """

    name: ClassVar[str] = ""
    id: UUID = field(default_factory=uuid4)
    at: datetime
    subject: UUID
    channel: str = ""
    age_band: str = ""
    district: str = ""

    def __init_subclass__(cls, *, name: str) -> None:
        """Enter the event into the catalogue under its unique name."""
        if name in _catalogue:
            message = f"event name used twice: {name}"
            raise ValueError(message)
        cls.name = name
        _catalogue[name] = cls


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]

_catalogue: dict[str, type[Event]] = {}
_reactions: dict[str, dict[str, Handler]] = {}
_conditions: dict[tuple[str, str], Mapping[str, str]] = {}
catalogue: Mapping[str, type[Event]] = MappingProxyType(_catalogue)


def facts_of(event: Event) -> dict[str, str | int | float]:
    """Return what an event carries besides id, time and subject, empty values left out."""
    facts = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in COMMON}
    return {key: value for key, value in facts.items() if value != ""}


def is_measure(fact: Field[Any]) -> bool:
    """Tell whether a field of an event is a number to add up."""
    return bool(fact.metadata.get("measure"))


def measures_of(event: type[Event]) -> dict[str, bool]:
    """Return the measures of an event class, each with whether a histogram is kept."""
    return {f.name: bool(f.metadata.get("histogram")) for f in fields(event) if is_measure(f)}


def dimensions_of(event: type[Event]) -> tuple[str, ...]:
    """Return the codes an indicator may filter by, the common breakdowns left out."""
    return tuple(
        f.name
        for f in fields(event)
        if f.name not in COMMON and f.name not in BREAKDOWNS and not is_measure(f)
    )


def when(
    event: type[E], reaction: Callable[[E], None], *, only: Mapping[str, str] | None = None
) -> None:
    """Wire one reaction (反応). Only ``conf/reactions.py`` calls this.

    Args:
        only: facts an event must carry to be brought to the reaction; none for every event.
    """
    name = f"{reaction.__module__.removeprefix('tsunagaru.')}.{reaction.__name__}"
    _reactions.setdefault(event.name, {})[name] = reaction
    _conditions[event.name, name] = dict(only or {})


def outward(reaction: Callable[[E], None]) -> Callable[[E], None]:
    """Mark a handler that talks to the outside world (外向きの反応), as a mail server.

    It runs outside any transaction, so that a slow partner holds no lock; its delivery is marked
    done after it returns. After a crash in between it runs again: at least once.
    """
    reaction.outward = True  # type: ignore[attr-defined]  # read by the ledger's worker
    return reaction


def is_outward(reaction: Handler) -> bool:
    """Tell whether a handler talks to the outside world."""
    return bool(getattr(reaction, "outward", False))


def reactions_to(event: str) -> Mapping[str, Handler]:
    """Return the handlers wired to an event name, by the handler's own stable name."""
    return _reactions.get(event, {})


def awaiting(event: Event) -> tuple[str, ...]:
    """Return the names of the reactions an event is to be brought to (配送先)."""
    return tuple(
        name
        for name in _reactions.get(event.name, {})
        if all(getattr(event, f) == fact for f, fact in _conditions[event.name, name].items())
    )
