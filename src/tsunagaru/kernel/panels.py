"""Panels (案件の内容): what the package that opened a case shows on the case's page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tsunagaru.kernel.access import Actor


@dataclass(frozen=True)
class ShownPlace:
    """A place on a small map (場所の地図).

    Args:
        drawing: the map, as markup that was drawn by the house.
        geo: the place as an address that map applications open.
        near: what is near it, in words, or empty.
    """

    drawing: str
    geo: str
    near: str = ""


@dataclass(frozen=True)
class PanelRow:
    """One line of what a case is about: label, text, and the field it came from, if one."""

    label: str
    text: str
    field: str = ""
    url: str = ""
    place: ShownPlace | None = None


@dataclass(frozen=True)
class PanelSection:
    """A titled group of lines on a case's page."""

    title: str
    rows: Sequence[PanelRow]


@dataclass(frozen=True)
class PanelState:
    """How a side of a case stands that has a page of its own, such as its fee (手数料の状況).

    Args:
        title: what it is about.
        label: how it stands, in a word or two.
        text: the same in a sentence; empty when the label says all.
        url: the page on which something is done about it.
        link: the words of the link.
        urgent: whether somebody here must do something now.
    """

    title: str
    label: str
    text: str = ""
    url: str = ""
    link: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class PanelView:
    """What the owner of a case shows on the case's page.

    Args:
        sections: what was asked for, as filled in.
        fields: code and label of each field whose correction may be requested.
        links: text and address of documents and other pages; an empty address opens nothing.
        outcomes: code and label of each decision the procedure knows (granted, refused, ...).
        reasons: sentences a clerk may start a statement of reasons from, by outcome.
        appeal: the appeal notice (教示) that goes with a refusal.
        no_appeal: why none does.
        states: how its sides stand that have a page of their own.
        lacking: what is not here yet and should be before it is granted, a sentence each.
    """

    sections: Sequence[PanelSection]
    fields: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = ()
    outcomes: Sequence[tuple[str, str]] = ()
    reasons: Mapping[str, Sequence[str]] = field(default_factory=dict)
    appeal: str = ""
    no_appeal: str = ""
    states: Sequence[PanelState] = ()
    lacking: Sequence[str] = ()


@dataclass(frozen=True)
class CasePanel:
    """How the page of a case of one kind is filled (案件の内容), by the package that opened it.

    Args:
        find: the subject known under a number people hold, such as a receipt number.
        bars: told the subject and the outcome, why it cannot be decided so yet (in Japanese), or
            empty.
        lacks: told the same, what should be there first (in Japanese); a clerk may go on without
            it for a reason, which is written down.
    """

    kind: str
    read: Callable[[UUID, Actor, datetime], PanelView]
    find: Callable[[str], UUID | None] | None = None
    bars: Callable[[UUID, str], str] | None = None
    lacks: Callable[[UUID, str], Sequence[str]] | None = None
