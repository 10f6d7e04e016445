"""Offers (提供物): what a package holds out to plan, portal, search and commands above it.

A package's ``offers.py`` ends in ``OFFERS = ...``; ``conf/packages.py`` installs them at start-up.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.banners import Banner
from tsunagaru.kernel.conversations import Conversation
from tsunagaru.kernel.desk import DeskCheck, WorkQueue
from tsunagaru.kernel.initiatives import InitiativeName, Names, Voice, Voices
from tsunagaru.kernel.panels import CasePanel
from tsunagaru.kernel.papers import Papers
from tsunagaru.kernel.refuges import Refuge, Refuges
from tsunagaru.kernel.remains import Remains
from tsunagaru.kernel.sealed_stores import SealedStore
from tsunagaru.kernel.segments import SegmentFact
from tsunagaru.kernel.situations import SituationPart


@dataclass(frozen=True)
class StockRow:
    """How many things of a stock share these codes at this moment."""

    codes: Mapping[str, str]
    count: int


@dataclass(frozen=True)
class Stock:
    """A number of things that exist now (現在数), read by indicators as ``stock("name", ...)``."""

    name: str
    title: str
    dimensions: tuple[str, ...]
    read: Callable[[datetime], Iterable[StockRow]]


@dataclass(frozen=True)
class CardLine:
    """One line on a card, of my page or of the front page; ``items`` is what is behind its link.

    Args:
        lang: of a text that was written in another language than the page, such as ``ja``.
    """

    text: str
    url: str = ""
    note: str = ""
    items: Sequence[str] = ()
    lang: str = ""


@dataclass(frozen=True)
class CardView:
    """What a package shows a resident on my page (マイページのカード)."""

    title: str
    lines: Sequence[CardLine]
    more_url: str = ""
    more_text: str = ""


@dataclass(frozen=True)
class Card:
    """A place on the resident's page that a package fills."""

    name: str
    order: int
    read: Callable[[Actor, str, datetime], CardView | None]


@dataclass(frozen=True)
class Entrance:
    """A group of ways in on the front page (入口).

    Args:
        links: the links in a language; called for every view, so it must be cheap.
    """

    title: str
    order: int
    links: Callable[[str], Sequence[CardLine]]


@dataclass(frozen=True)
class SearchDocument:
    """A page that can be found (検索対象). ``audiences``: "public", "staff", "section:CODE"."""

    kind: str
    ref: str
    title: str
    url: str
    body: str
    keywords: str = ""
    audiences: tuple[str, ...] = ("public",)
    language: str = "ja"


@dataclass(frozen=True)
class SearchSource:
    """All documents of one kind that a package wants found."""

    kind: str
    documents: Callable[[], Iterable[SearchDocument]]


@dataclass(frozen=True)
class Erasure:
    """What was erased and what the law keeps (消去の結果)."""

    erased: int
    kept: int = 0
    reason: str = ""


@dataclass(frozen=True)
class PrivacyOffer:
    """Export and erasure of one person's data in a package (開示と消去).

    Args:
        tables: labels (``app.Model``) of the tables with personal columns that this covers.
        export: returns a JSON-able value for the resident's id.
        erase: erases what may be erased for the resident's id, at a time.
    """

    name: str
    title: str
    tables: tuple[str, ...]
    export: Callable[[UUID], Any]
    erase: Callable[[UUID, datetime], Erasure]


@dataclass(frozen=True)
class QueueLink:
    """What can be done with the list of cases, by its words and scope (一覧からの操作)."""

    text: str
    url: Callable[[str, str], str]


@dataclass(frozen=True)
class FileReader:
    """Who may read the files of one kind of owner (添付ファイルの閲覧者).

    Args:
        owner_kind: as handed to ``files.api.keep``, such as "application".
        may_read: told the actor, the owner's id and the time; must not raise for unknown owners.
        title: what staff call such an owner.
        page: told the actor and the owner's id; returns the path of the page on which the actor
            finds the file, or nothing.
        number: told the owner's id; returns the number by which the section in charge finds it,
            or nothing. It names nobody.
    """

    owner_kind: str
    may_read: Callable[[Actor, UUID, datetime], bool]
    title: str = ""
    page: Callable[[Actor, UUID], str] = lambda _actor, _owner: ""
    number: Callable[[UUID], str] = lambda _owner: ""


@dataclass(frozen=True)
class LateLink:
    """A link that is made only when a letter leaves (発送時に作るリンク), and stored nowhere.

    Args:
        make: told what the link leads to, and the resident who gets the letter, or None; returns
            a path, or nothing where there is no such thing any more.
    """

    name: str
    make: Callable[[UUID, UUID | None, datetime], str]


@dataclass
class World:
    """What a simulated act knows of the simulated town (模擬の町)."""

    rng: Random
    residents: int
    days: int
    memory: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SimulatedAct:
    """Something people do in a simulated day (模擬行動); acts run through services only.

    Args:
        order: acts of a day run in this order (1 = first).
        prepare: called once before the first day.
        live: called for every day in order with the day at 00:00 JST; returns how many things
            were done.
    """

    name: str
    order: int
    live: Callable[[World, date], int]
    prepare: Callable[[World, datetime], None] | None = None


@dataclass(frozen=True)
class Offers:
    """Everything one package offers upwards.

    Args:
        wrapped: columns (``app.Model.column``) that hold whole files as Base64.
        procedures: told a language, code and name of what somebody may do for another.
        banners: told a language and the time; read for every page, so it must be cheap.
        initiatives: the plan's initiatives by name, for whoever ties something to them.
        refuges: which shelters take people of some districts in.
        voices: what people said, or may say, about an initiative, for its page.
    """

    package: str
    stocks: tuple[Stock, ...] = ()
    work: tuple[WorkQueue, ...] = ()
    checks: tuple[DeskCheck, ...] = ()
    cards: tuple[Card, ...] = ()
    entrances: tuple[Entrance, ...] = ()
    search: tuple[SearchSource, ...] = ()
    privacy: tuple[PrivacyOffer, ...] = ()
    acts: tuple[SimulatedAct, ...] = ()
    panels: tuple[CasePanel, ...] = ()
    queue_links: tuple[QueueLink, ...] = ()
    file_readers: tuple[FileReader, ...] = ()
    remains: tuple[Remains, ...] = ()
    papers: tuple[Papers, ...] = ()
    wrapped: tuple[str, ...] = ()
    procedures: Callable[[str], Sequence[tuple[str, str]]] | None = None
    sealed: tuple[SealedStore, ...] = ()
    late_links: tuple[LateLink, ...] = ()
    segments: tuple[SegmentFact, ...] = ()
    banners: Callable[[str, datetime], Sequence[Banner]] | None = None
    conversations: tuple[Conversation, ...] = ()
    situations: tuple[SituationPart, ...] = ()
    refuges: Refuges | None = None
    initiatives: Names | None = None
    voices: Voices | None = None


_installed: dict[str, Offers] = {}


def install(offers: Offers) -> None:
    """Add one package's offers. Only ``conf`` calls this, at start-up."""
    _installed[offers.package] = offers


def installed() -> tuple[Offers, ...]:
    """Return the offers of all packages, in the order of ``conf/packages.py``."""
    return tuple(_installed.values())


def segment(name: str) -> SegmentFact:
    """Return a fact by which residents are chosen (配信対象の条件).

    Raises:
        LookupError: no package offers it.
    """
    for offers in installed():
        for fact in offers.segments:
            if fact.name == name:
                return fact
    raise LookupError(name)


def initiatives() -> dict[int, InitiativeName]:
    """Return the initiatives of the town's plan by number; none where it has no plan (取組)."""
    offered = [offers.initiatives() for offers in installed() if offers.initiatives]
    return {one.number: one for names in offered for one in names}


def refuges(districts: Collection[str]) -> list[Refuge]:
    """Return which shelters take people of some districts in now (開いている避難所)."""
    offered = [offers.refuges for offers in installed() if offers.refuges]
    return [one for read in offered for one in read(districts)]


def voices(number: int, language: str) -> list[Voice]:
    """Return what there is to read about an initiative (取組への声)."""
    offered = [offers.voices for offers in installed() if offers.voices]
    return [one for read in offered for one in read(number, language)]
