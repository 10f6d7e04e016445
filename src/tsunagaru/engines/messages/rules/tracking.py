"""Short links of our own (短縮リンク): how often a page or link was opened, never by whom."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tsunagaru.engines.messages.rules.comparing import WORDINGS

PAGE = 0  # the message's own page; its links are counted from 1
MOST_LINKS = 30
# One letter for each way a message goes, so that a link says by which way it came.
LETTERS = {"line": "l", "webpush": "b", "email": "m", "sms": "s", "page": "p"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
_CODE = re.compile("(?P<link>[0-9]{1,3})(?P<way>[a-z][a-d]?)")
# Where an address ends in a Japanese text: at a blank, a bracket or a mark of its own script.
_ADDRESS = re.compile("https?://[!#$%&*+,./0-9:;=?@A-Z_a-z~\\-]+")
_TRAILING = ".,:;!?"
# Programs that look a link up before anybody opens it, and those that wander.
_PROGRAMS = re.compile(
    "(?i)bot|crawl|spider|slurp|preview|facebookexternalhit|line-poker|curl|wget|python|okhttp"
)


def links_in(texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the addresses in a message's texts, each once, in the order of the texts."""
    bodies = (texts[language].get("body", "") for language in sorted(texts, key=_japanese_first))
    found = dict.fromkeys(link for body in bodies for link in _addresses(body))
    return list(found)[:MOST_LINKS]


def _japanese_first(language: str) -> tuple[bool, str]:
    return (language != "ja", language)


def _addresses(body: str) -> Iterable[str]:
    return (one.rstrip(_TRAILING) for one in _ADDRESS.findall(body))


def pieces(body: str, links: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield a text in pieces, each with the number of the link it is, or 0 (文面の区切り).

    Args:
        links: as ``links_in`` gave them; other addresses are text.
    """
    numbers, end = {link: number for number, link in enumerate(links, 1)}, 0
    for match in _ADDRESS.finditer(body):
        link = match.group().rstrip(_TRAILING)
        if link in numbers:
            yield body[end : match.start()], 0
            yield link, numbers[link]
            end = match.start() + len(link)
    yield body[end:], 0


def shortened(body: str, links: Iterable[str], short: Callable[[int], str]) -> str:
    """Return a text with its addresses replaced (短縮).

    Args:
        short: returns the address for a link's number.
    """
    return "".join(short(number) if number else text for text, number in pieces(body, links))


class Way(NamedTuple):
    """By which way somebody came, and with which of two wordings, 0 for none (来た道)."""

    kind: str
    wording: int = 0


def way_of(said: str) -> Way | None:
    """Return what a link says of the way it came; None for what no link of ours says."""
    kind, mark = KINDS.get(said[:1]), said[1:]
    if kind is None or (mark and mark not in WORDINGS):
        return None
    return Way(kind, WORDINGS.get(mark, 0))


def link_of(code: str) -> tuple[int, Way] | None:
    """Return the number of the link and the way that a short link's code says, or None."""
    written = _CODE.fullmatch(code)
    way = way_of(written["way"]) if written else None
    return (int(written["link"]), way) if written and way else None


def is_program(agent: str, purpose: str = "") -> bool:
    """Tell whether no person opens a link (機械による閲覧).

    Args:
        agent: ``User-Agent``.
        purpose: ``Sec-Purpose`` or ``Purpose``: a browser that loads ahead says so.
    """
    return not agent or bool(_PROGRAMS.search(agent)) or "prefetch" in purpose.lower()
