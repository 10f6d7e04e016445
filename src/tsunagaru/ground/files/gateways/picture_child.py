"""The child that redraws a picture (画像の描き直し): pixels only, upright, without place and time.

Run as a script, apart from the server; it imports nothing of ours, so that it starts fast.
It says a word; after ``ok`` come the length of the new picture, the picture, and its thumbnail.
"""

import io
import resource
import sys
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MEMORY_BYTES = 1400 * 1024 * 1024
CPU_SECONDS = 12
MAX_PIXELS = 120_000_000  # the largest common phone cameras make 108 million
MAX_SIDE = 30_000
PLENTY_PIXELS = 40_000_000  # a JPEG beyond is unpacked at half its size
THUMBNAIL = (320, 320)
QUALITY = 90
PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


def redraw(content: bytes) -> bytes:
    """Return the word and, where the picture is sound, its pixels written anew."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit follows
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
            return b"pixels\n"
        kind = picture.format
        if kind == "JPEG" and width * height > PLENTY_PIXELS:
            picture.draft(picture.mode, (width // 2, height // 2))
        upright = ImageOps.exif_transpose(_in_srgb(picture))
    made = write(upright, str(kind))
    upright.thumbnail(THUMBNAIL)
    small = write(_on_white(upright), "JPEG")
    return b"ok\n" + len(made).to_bytes(4, "big") + made + small


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in the colours every screen knows; profiles are left out."""
    profile = picture.info.get("icc_profile")
    picture.load()
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture.convert("RGB") if picture.mode == "CMYK" else picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    if turned is not None:
        turned.getexif().update(picture.getexif())
    return turned or picture


def _on_white(picture: Image.Image) -> Image.Image:
    whole = picture.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(ground, whole).convert("RGB")


def write(picture: Image.Image, kind: str) -> bytes:
    """Write pixels and nothing else."""
    fits = picture.mode in ({"RGB", "L"} if kind == "JPEG" else PNG_MODES)
    bare = picture.copy() if fits else picture.convert("RGB")
    bare.info.clear()
    made = io.BytesIO()
    more: dict[str, Any] = {"quality": QUALITY} if kind == "JPEG" else {}
    if "transparency" in picture.info and kind == "PNG":
        more["transparency"] = picture.info["transparency"]
    bare.save(made, kind, **more)
    return made.getvalue()


def main() -> None:
    """Read the picture from standard input and say what became of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        said = redraw(sys.stdin.buffer.read())
    except (MemoryError, Image.DecompressionBombError):
        said = b"pixels\n"
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        said = b"broken\n"
    sys.stdout.buffer.write(said)


if __name__ == "__main__":
    main()
