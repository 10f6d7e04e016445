"""Where a person is, folded from all entries about them (受付の記録をまとめる規則).

Entries come late, twice and from several tablets. What they say together depends on when each was
made, never on the order in which they came: so two tablets may meet the network in any order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tsunagaru.services.shelters.rules.states import Kind, Presence

SOON = timedelta(minutes=15)
"""Who is entered at two shelters within this time was hardly at both: a person looks at it."""


class Effect(StrEnum):
    """What an entry did to what is known (記録の結果)."""

    NEW = "new"
    AGAIN = "again"
    MOVED = "moved"
    DOUBTFUL = "doubtful"
    COUNTED = "counted"
    IDLE = "idle"
    HELD = "held"
    DROPPED = "dropped"
    UNREADABLE = "unreadable"


EFFECT_NAMES = {
    Effect.NEW: "受け付けた",
    Effect.AGAIN: "同じ人の記録にまとめた",
    Effect.MOVED: "ほかの避難所から移った",
    Effect.DOUBTFUL: "ほかの避難所の受付と時刻が近い（確かめる）",
    Effect.COUNTED: "反映した",
    Effect.IDLE: "そのときの状態に合わないため、記録だけした",
    Effect.HELD: "職員の確認を待っている",
    Effect.DROPPED: "職員が取り込まないことにした",
    Effect.UNREADABLE: "読み取れない",
}


@dataclass(frozen=True, order=True)
class Fact:
    """One entry as the folding reads it (記録); in the order of its corrected time."""

    at: datetime
    id: UUID
    kind: Kind
    opening: UUID


@dataclass(frozen=True)
class Standing:
    """What all entries of a person say together (今の状態); ``opening`` is where they were last."""

    opening: UUID | None = None
    state: Presence = Presence.LEFT
    arrived_at: datetime | None = None
    changed_at: datetime | None = None


def fold(facts: Iterable[Fact]) -> tuple[Standing, Mapping[UUID, Effect]]:
    """Return where somebody is, and what each entry did (まとめる)."""
    now, effects = Standing(), dict[UUID, Effect]()
    for fact in sorted(facts):
        now, effects[fact.id] = _after(now, fact)
    return now, effects


def _after(now: Standing, fact: Fact) -> tuple[Standing, Effect]:
    if fact.kind is Kind.ARRIVE:
        return _arrived(now, fact)
    state = _MOVES.get((now.state, fact.kind))
    if state is None or now.opening != fact.opening:
        return now, Effect.IDLE
    return Standing(now.opening, state, now.arrived_at, fact.at), Effect.COUNTED


_MOVES = {
    (Presence.PRESENT, Kind.OUT): Presence.OUT,
    (Presence.OUT, Kind.BACK): Presence.PRESENT,
    (Presence.PRESENT, Kind.LEAVE): Presence.LEFT,
    (Presence.OUT, Kind.LEAVE): Presence.LEFT,
}


def _arrived(now: Standing, fact: Fact) -> tuple[Standing, Effect]:
    there = Standing(fact.opening, Presence.PRESENT, fact.at, fact.at)
    if now.opening is None or now.state is Presence.LEFT:
        return there, Effect.NEW
    if now.opening == fact.opening:
        stays = Standing(fact.opening, Presence.PRESENT, now.arrived_at, fact.at)
        return stays, Effect.AGAIN
    soon = now.changed_at is not None and fact.at - now.changed_at < SOON
    return there, Effect.DOUBTFUL if soon else Effect.MOVED


def corrected(told: datetime, skew: timedelta, *, opened: datetime, received: datetime) -> datetime:
    """Return when an entry was really made (時刻の補正).

    Args:
        told: by the tablet's clock.
        skew: how much that clock is behind ours; its clock and ours were read at the same moment.
        opened, received: nothing is entered before the shelter opened or after it came here.
    """
    try:
        really = told + skew
    except OverflowError:
        really = received
    return min(max(really, opened), received)
