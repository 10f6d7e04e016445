"""What the front doors show (玄関の表示), gathered from every package's offers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tsunagaru.ground.search.api import Hit, find
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.desk import CheckResult, WorkItem
from tsunagaru.kernel.offers import CardLine, CardView, installed

MOST_HITS = 50


@dataclass(frozen=True)
class Way:
    """A group of ways in on the front page (入口)."""

    title: str
    links: Sequence[CardLine]


@dataclass(frozen=True)
class Check:
    """One invariant of the desk with its verdict (点検)."""

    title: str
    result: CheckResult


def ways_in(language: str) -> list[Way]:
    """Return the groups of the front page in their order."""
    entrances = sorted((e for o in installed() for e in o.entrances), key=lambda e: e.order)
    ways = [Way(entrance.title, entrance.links(language)) for entrance in entrances]
    return [way for way in ways if way.links]


def cards_for(actor: Actor, language: str, at: datetime) -> list[CardView]:
    """Return the cards of my page in their order (マイページ)."""
    cards = sorted((c for o in installed() for c in o.cards), key=lambda c: c.order)
    views = (card.read(actor, language, at) for card in cards)
    return [view for view in views if view is not None]


def work_for(actor: Actor, at: datetime) -> list[WorkItem]:
    """Return everything the actor has to do, over all packages, most urgent first (処理待ち)."""
    items = [item for o in installed() for queue in o.work for item in queue.items(actor, at)]
    return in_order(items)


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return work with the most urgent first (処理の順)."""
    return sorted(items, key=_urgency)


def _urgency(item: WorkItem) -> tuple[bool, bool, str, bool, datetime]:
    """Order work: an alert first, then what has a due day by that day, the rest by its age."""
    due = item.due_on.isoformat() if item.due_on else ""
    return (not item.at_once, not due, due, not item.urgent, item.received_at)


def checks(at: datetime) -> list[Check]:
    """Return the invariants of the house with their verdicts (点検)."""
    return [Check(c.title, c.read(at)) for o in installed() for c in o.checks]


def search_for(words: str, actor: Actor, language: str) -> Sequence[Hit]:
    """Return what an actor may find (検索結果)."""
    audiences = {"public"}
    if actor.is_staff:
        audiences |= {"staff", *(f"section:{code}" for code in actor.sections())}
    return find(words, audiences=audiences, language=language, limit=MOST_HITS)
