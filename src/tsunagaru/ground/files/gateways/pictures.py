"""Pictures (画像): their headers are read, their pixels are not unpacked."""

import warnings
from typing import IO

from PIL import Image, UnidentifiedImageError

from tsunagaru.ground.files.rules.refusals import CannotKeep, Reason

MAX_PIXELS = 120_000_000  # the largest common phone cameras make 108 million
MAX_SIDE = 30_000


def inspect(file: IO[bytes]) -> None:
    """Check a JPEG or PNG.

    Raises:
        CannotKeep: broken, or too many pixels.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Pillow's own limit is lower; ours follows.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=("JPEG", "PNG")) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
                    raise CannotKeep(Reason.PIXELS)
                picture.verify()
    except Image.DecompressionBombError as error:
        raise CannotKeep(Reason.PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise CannotKeep(Reason.BROKEN) from error
