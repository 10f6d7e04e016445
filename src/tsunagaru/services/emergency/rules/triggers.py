"""The town's own rules on telegrams (発動の規則): which information about which area does what."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tsunagaru.services.emergency.rules.kinds import Kind
from tsunagaru.services.emergency.rules.telegram import Item, Telegram

LIFTED = 0
"""The level of an all-clear (解除); real levels are 1 to 5 (警戒レベル)."""


class Action(StrEnum):
    """What a telegram leads to (扱い), the weightiest last."""

    IGNORE = "ignore"
    HOLD = "hold"
    DRAFT = "draft"
    CANCEL = "cancel"


@dataclass(frozen=True)
class AreaSet:
    """Areas of one list of codes (地域の組).

    Args:
        own: whether it is this town's own area, so that nothing said of it may go unnoticed.
    """

    name: str
    type: str
    codes: frozenset[str]
    own: bool = True

    def within(self, item: Item) -> frozenset[str]:
        """Return the codes of an item that lie in these areas."""
        return self.codes.intersection(item.areas) if item.area_type == self.type else frozenset()


@dataclass(frozen=True)
class Trigger:
    """One rule (規則).

    Args:
        names: what is announced, exactly as the sender names it.
        areas: for which areas it counts.
        action: draft, hold or ignore.
        level: 1 to 5, or `LIFTED` for an all-clear.
        conditions: count only with one of these conditions; always where there are none.
        mentions: count only if the headline holds one of these words; always where there are none.
        text: code of the prefilled text of a draft.
    """

    code: str
    kind: Kind
    names: frozenset[str]
    areas: tuple[AreaSet, ...]
    action: Action
    level: int
    conditions: frozenset[str] = frozenset()
    mentions: tuple[str, ...] = ()
    text: str = ""

    def codes(self, item: Item, headline: str) -> frozenset[str]:
        """Return the areas for which it is triggered by an item; none when it is not."""
        if item.name not in self.names:
            return frozenset()
        if self.conditions and not self.conditions.intersection(item.condition.split()):
            return frozenset()
        if self.mentions and not any(word in headline for word in self.mentions):
            return frozenset()
        return frozenset[str]().union(*(one.within(item) for one in self.areas))


@dataclass(frozen=True)
class Match:
    """A rule that an item triggered (当てはまった規則)."""

    trigger: Trigger
    areas: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """All rules of a town (町の規則), in the order in which they are tried."""

    areas: tuple[AreaSet, ...]
    triggers: tuple[Trigger, ...]

    def matches(self, telegram: Telegram, kind: Kind) -> Iterator[Match]:
        """Yield the first rule that each item triggers, for each of its areas."""
        of_kind = [one for one in self.triggers if one.kind is kind]
        for item in telegram.items:
            left = frozenset(item.areas)
            for trigger in of_kind:
                codes = trigger.codes(item, telegram.text) & left
                if codes:
                    left -= codes
                    yield Match(trigger, codes)

    def uncovered(self, telegram: Telegram, kind: Kind) -> frozenset[str]:
        """Return the town's own areas of which something is said that no rule knows."""
        of_kind = [one for one in self.triggers if one.kind is kind]
        found: set[str] = set()
        for item in telegram.items:
            own = frozenset[str]().union(*(one.within(item) for one in self.areas if one.own))
            for trigger in of_kind:
                if item.name in trigger.names:
                    own -= frozenset[str]().union(*(one.within(item) for one in trigger.areas))
            found |= own
        return frozenset(found)
