"""Whether a household the head wrote down is one the register knows (紙の世帯の突合せ)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from tsunagaru.kernel.text import search_key

T = TypeVar("T")
MOST_PEOPLE = 20
CHECK_AFTER = timedelta(days=365)
_WORDS = re.compile(r"\D+")
_JOINS = re.compile(r"(?<=\d)(?:丁目|番地の|番地|番|号|の|[-‐－ー−])(?=\d)|番地$|号$|番$")


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one, whatever stands between family and given name."""
    return bool(bare_name(one)) and bare_name(one) == bare_name(other)


def same_place(one: str, other: str) -> bool:
    """Tell whether two places are one (所在): the shorter way to write it ends the longer."""
    short, long = sorted((bare_place(one), bare_place(other)), key=len)
    if not any(sign.isdigit() for sign in short) or not long.endswith(short):
        return False
    before = long[: len(long) - len(short)][-1:]
    return not (short[0].isdigit() and (before.isdigit() or before == "-"))


def matching(name: str, place: str, known: Iterable[tuple[T, str, str]]) -> T | None:
    """Return the one household with this head and place; None for none, or more than one.

    Both must fit: a household counted twice costs a copy, one that is counted with another's
    would lose its paper.

    Args:
        known: household, name of its head, and its place.
    """
    found = [
        key for key, head, there in known if same_name(head, name) and same_place(there, place)
    ]
    return found[0] if len(found) == 1 else None


def alike(name: str, place: str, known: Iterable[tuple[T, Sequence[str], str]]) -> list[T]:
    """Return the households that may be this one, spelled otherwise (表記のちがう世帯).

    Old and variant kanji (髙・高, 﨑・崎, 齋・斎・齊・斉, 邊・辺・邉) and a reading for the name
    count as one. That is a question for a person, never an answer: 斉藤 and 斎藤 may be two.

    Args:
        known: household, its names with the reading, and its place.
    """
    return [
        key
        for key, names, there in known
        if any(folded_name(one) == folded_name(name) for one in names if one)
        and same_place(folded_place(there), folded_place(place))
    ]


def family_of(name: str) -> str:
    """Return what stands before the first space (氏): a list on paper names no more."""
    return name.split(maxsplit=1)[0] if name.strip() else ""


def needs_check(changed_on: date, day: date) -> bool:
    """Tell whether nobody has looked at an entry for a year (確認の時期)."""
    return day - changed_on >= CHECK_AFTER


def bare_name(text: str) -> str:
    """Return a name without what stands between its parts (氏名の比べ方)."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def folded_name(text: str) -> str:
    """Return a name in the one form of all its spellings (表記をそろえた氏名)."""
    return search_key(bare_name(text)).replace(" ", "")


def folded_place(text: str) -> str:
    """Return a place with the spellings of its name made one; its numbers stand (所在)."""
    bare = bare_place(text)
    words = _WORDS.match(bare)
    end = words.end() if words else 0
    return search_key(bare[:end]).replace(" ", "") + bare[end:]


def bare_place(text: str) -> str:
    """Return a place in one way to write it (所在の比べ方)."""
    return _JOINS.sub("-", bare_name(text)).rstrip("-")
