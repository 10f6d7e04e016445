"""Finding personal data in words for the public (公開文の個人情報の確認).

A machine finds shapes, not meaning: it marks, and a person decides. What belongs to the sender,
and an individual number, cannot be decided away.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.text import fold_width, to_katakana


class Found(StrEnum):
    """What was found (見つかったもの)."""

    NUMBER = "number"
    SENDER = "sender"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"


FOUND_NAMES = {
    Found.NUMBER: "個人番号と思われる数字",
    Found.SENDER: "送った方の情報",
    Found.PHONE: "電話番号",
    Found.EMAIL: "メールアドレス",
    Found.ADDRESS: "住所・番地",
    Found.NAME: "人の名前と思われる言葉",
}
NEVER = frozenset({Found.NUMBER, Found.SENDER})
"""Nobody can say that these are in order (公開できないもの)."""

SHORTEST_NAME = 2
_HYPHEN = r"[-‐‑‒–—―−ー－()（）\s]"
_PHONE = re.compile(rf"(?<!\d)(?:\+81{_HYPHEN}?|[(（]?0)\d(?:{_HYPHEN}{{0,2}}\d){{8,9}}(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ADDRESS = re.compile(
    r"〒\s?\d{3}-?\d{4}|\d+(?:丁目|番地)(?:の?\d+)?(?:番\d*号?)?|\d+番\d+号|[一-龠]{1,8}\d+-\d+(?:-\d+)?"
)
_NAME = re.compile(r"[一-龠々ァ-ヶ]{2,6}(?=(?:さん|様|氏|くん|ちゃん|先生)(?!々))")
_COMMON = frozenset(
    {"町民", "住民", "職員", "皆", "皆様", "お客", "子ども", "区長", "町長", "担当者", "利用者"}
)
_SPACES = str.maketrans("", "", " 　・\n\t-‐ー−－()（）")


@dataclass(frozen=True)
class Sender:
    """What is known of who sent it (送った方)."""

    names: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a text that may say who somebody is (個人情報の疑い)."""

    start: int
    end: int
    found: Found = field(compare=False)
    text: str = field(compare=False)

    @property
    def name(self) -> str:
        """Return what was found, in words."""
        return FOUND_NAMES[self.found]


def marks_in(text: str, sender: Sender) -> list[Mark]:
    """Return every place that may tell who somebody is, in order; the worst where several meet."""
    folded = _folded(text)
    every = [*_numbers(text), *_of_sender(folded, text, sender), *_shapes(folded, text)]
    kept: list[Mark] = []
    for one in every:  # in the order of how bad it is
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def is_refused(marks: Iterable[Mark]) -> bool:
    """Tell whether something was found that is never published (公開できない)."""
    return any(one.found in NEVER for one in marks)


def digest_of(*texts: str) -> str:
    """Return a mark of exactly these words (文の指紋)."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def parts_of(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, Mark | None]]:
    """Yield a text piece by piece, each marked one with its mark."""
    place = 0
    for one in marks:
        if one.start > place:
            yield text[place : one.start], None
        yield text[one.start : one.end], one
        place = one.end
    if place < len(text):
        yield text[place:], None


def _folded(text: str) -> str:
    """Return a text in half width, sign by sign, so that places stay where they are."""
    return "".join(one if len(one) == 1 else sign for sign in text for one in [fold_width(sign)])


def _numbers(text: str) -> Iterator[Mark]:
    for one in individual_number.find(text):
        yield Mark(one.start, one.end, Found.NUMBER, text[one.start : one.end])


def _of_sender(folded: str, text: str, sender: Sender) -> Iterator[Mark]:
    names = {one for name in sender.names for one in _pieces(name)}
    wanted = [*sorted(names, key=len, reverse=True), sender.phone, sender.email, sender.address]
    for each in wanted:
        plain = _tight(_folded(each))
        if len(plain) >= SHORTEST_NAME:
            yield from _looked_for(plain, folded, text)


def _pieces(name: str) -> list[str]:
    """Return a name as a whole and in its parts; parts of one sign would be everywhere."""
    parts = name.replace("　", " ").split(" ")
    return [name, *(one for one in parts if len(one) >= SHORTEST_NAME)]


def _looked_for(plain: str, folded: str, text: str) -> Iterator[Mark]:
    """Yield where something stands, whatever spaces and hyphens stand between its signs."""
    places = [n for n, sign in enumerate(folded) for _ in _tight(sign)]
    squeezed = "".join(map(_tight, folded))
    begin = squeezed.find(plain)
    while begin >= 0:
        start, end = places[begin], places[begin + len(plain) - 1] + 1
        yield Mark(start, end, Found.SENDER, text[start:end])
        begin = squeezed.find(plain, begin + 1)


def _tight(text: str) -> str:
    """Return a text without spaces and hyphens, letters small, kana of one kind."""
    return to_katakana(text).lower().translate(_SPACES)


def _shapes(folded: str, text: str) -> Iterator[Mark]:
    for pattern, found in (
        (_EMAIL, Found.EMAIL),
        (_PHONE, Found.PHONE),
        (_ADDRESS, Found.ADDRESS),
        (_NAME, Found.NAME),
    ):
        for one in pattern.finditer(folded):
            if one.group() not in _COMMON:
                yield Mark(one.start(), one.end(), found, text[one.start() : one.end()])
