"""Pictures (画像): redrawn in a process of its own; nothing but pixels of the sender's is kept."""

from pathlib import Path
from typing import IO

from tsunagaru.ground.files.gateways import children
from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

CHILD = Path(__file__).with_name("picture_child.py")
_LENGTH_BYTES = 4


def redraw(file: IO[bytes]) -> tuple[bytes, bytes]:
    """Return a JPEG or PNG with nothing but its pixels, upright, and its thumbnail (縮小画像).

    Place, time and camera (EXIF), comments and whatever else the file carried are gone.

    Raises:
        CannotKeep: broken, or too many pixels.
    """
    word, _, rest = children.ask(CHILD, file).partition(b"\n")
    if word != b"ok":
        raise CannotKeep(Reason.BROKEN if word == b"broken" else Reason.PIXELS)
    length = int.from_bytes(rest[:_LENGTH_BYTES], "big")
    picture = rest[_LENGTH_BYTES : _LENGTH_BYTES + length]
    return picture, rest[_LENGTH_BYTES + length :]
