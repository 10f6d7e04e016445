"""How a parcel's text fits into what a provider takes (文面の長さ)."""

import re

from tsunagaru.engines.messages.gateways.channels import Parcel

MORE = "…"
# Everything a text cannot mean: control characters but line feed and tab, and halves of pairs.
_UNSAID = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]")
# What belongs to the character before it: marks, variation selectors, skin tones, joiners.
_HANGING = re.compile("[\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def clean(text: str) -> str:
    """Return a text of several lines without characters that no text needs."""
    return _UNSAID.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return a text on one line: no title can begin a new header."""
    return " ".join(clean(text).split())


def units(text: str) -> int:
    """Return the length in UTF-16 units, as LINE and telephones count (文字数)."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int) -> str:
    """Return a text of at most so many UTF-16 units, ended by ``…`` where something is left out."""
    if units(text) <= most:
        return text
    if most < 1:
        return ""
    room, kept = most - 1, 0
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        kept += 1
    while kept and _HANGING.match(text[kept]):
        kept -= 1  # never half of a composed character
    return text[:kept].rstrip("\u200d ") + MORE


def whole_text(parcel: Parcel, most: int, url: str | None = None) -> str:
    """Return title, body and address as one text; the body gives way, never the address.

    Args:
        most: UTF-16 units that the provider takes.
        url: of one recipient's own page; the parcel's where left out.
    """
    title, body = one_line(parcel.title), clean(parcel.body).strip()
    url = parcel.url if url is None else url
    parts = [title, body, url]
    fixed = units("\n\n".join(part for part in (title, url) if part))
    room = most - fixed - len("\n\n")
    if body and room >= len(MORE):
        parts[1] = cut(body, room)
    elif units("\n\n".join(part for part in parts if part)) > most:
        parts = [cut(title, most - units(url) - len("\n\n") * bool(url)), "", url]
    return "\n\n".join(part for part in parts if part)
