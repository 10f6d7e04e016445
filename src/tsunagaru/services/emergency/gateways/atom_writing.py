"""Writing an Atom feed of alerts (フィードの書き出し).

Source:
    RFC 4287; the first link of an entry leads to its CAP, as feeds of alerts have it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from tsunagaru.kernel.clock import local

NAMESPACE = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"


@dataclass(frozen=True)
class Written:
    """One entry (項目). ``summary`` is Japanese, as the title."""

    id: str
    title: str
    summary: str
    updated: datetime
    cap_url: str
    page_url: str


def write_feed(title: str, own_url: str, entries: Sequence[Written], *, updated: datetime) -> bytes:
    """Return the feed, the newest first."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "ja")
    _add(root, "title", title)
    _add(root, "id", own_url)
    _add(root, "updated", _stamp(updated))
    _link(root, rel="self", href=own_url, type="application/atom+xml")
    _add(etree.SubElement(root, f"{{{NAMESPACE}}}author"), "name", title)
    for one in entries:
        entry = etree.SubElement(root, f"{{{NAMESPACE}}}entry")
        _add(entry, "title", one.title)
        _add(entry, "id", one.id)
        _add(entry, "updated", _stamp(one.updated))
        _link(entry, rel="alternate", href=one.cap_url, type=CAP_TYPE)
        _link(entry, rel="related", href=one.page_url, type="text/html")
        _add(entry, "summary", one.summary)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _add(parent: Any, name: str, text: str) -> None:  # noqa: ANN401 - lxml has no types
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text


def _link(parent: Any, **attributes: str) -> None:  # noqa: ANN401 - lxml has no types
    etree.SubElement(parent, f"{{{NAMESPACE}}}link", **attributes)


def _stamp(at: datetime) -> str:
    return local(at).isoformat(timespec="seconds")
