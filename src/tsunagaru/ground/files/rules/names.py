"""Names of files (ファイル名): as the sender wrote them, without what could mislead or break."""

import re
import unicodedata

from tsunagaru.ground.files.rules.kinds import Kind
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason
from tsunagaru.kernel import individual_number, text

MAX_BYTES = 255
_FORBIDDEN_ON_WINDOWS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(raw: str, kind: Kind) -> str:
    """Return the name to keep a file under (保存名).

    Folders go, composed characters are composed (as a Mac does not), names longer than 255 bytes
    are cut before their ending, and an ending that belies the content is followed by the true one.

    Raises:
        CannotKeep: control characters, turned writing, or an individual number (個人番号).
    """
    if any(sign in _TURNS or unicodedata.category(sign) in {"Cc", "Cs"} for sign in raw):
        raise CannotKeep(Reason.NAME)
    last = re.split(r"[/\\]", raw)[-1]
    name = text.normalise(last).translate(_FORBIDDEN_ON_WINDOWS).strip(" .")
    if individual_number.contains(name):
        raise CannotKeep(Reason.NUMBER_IN_NAME)
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shorten(_with_ending(name, kind))


def _with_ending(name: str, kind: Kind) -> str:
    stem = name or "ファイル"
    if stem.lower().endswith(kind.endings):
        return stem
    return stem + kind.endings[0]


def _shorten(name: str) -> str:
    """Return a name of at most 255 bytes that keeps its ending and whole characters."""
    if len(name.encode()) <= MAX_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    room = MAX_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + dot + ending
