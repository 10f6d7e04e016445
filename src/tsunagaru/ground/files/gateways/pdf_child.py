"""The child that reads a PDF (PDFの検査): limits itself, reads its input, says a word and the text.

Run as a script, apart from the server; it imports nothing of ours, so that it starts fast.
"""

import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator

import pikepdf

MEMORY_BYTES = 700 * 1024 * 1024
CPU_SECONDS = 10
MAX_OBJECTS = 300_000
MAX_TEXT = 8_000_000  # characters; a book of three thousand pages
TEXT_KEYS = (
    "/Contents", "/V", "/DV", "/T", "/TU", "/Title", "/Author", "/Subject", "/Keywords",
    "/Alt", "/ActualText", "/E", "/RC", "/URI", "/Creator", "/Producer",
)  # fmt: skip
MAX_DEPTH = 40  # deeper than any honest document
# Actions that do something beyond moving the page or opening a link somebody clicks.
ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition",
        "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView",
    }
)  # fmt: skip
ACTIVE_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/XFA", "/RichMediaContent", "/AA")
HARMLESS_OPENING = frozenset({"/GoTo", "/Named"})


def judge(path: str) -> str:
    """Return ``ok``, ``active``, ``locked``, ``bomb`` or ``broken``."""
    try:
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap) as document:
            return _judge_open(document)
    except pikepdf.PasswordError:
        return "locked"
    except pikepdf.PdfError:
        return "broken"


def _judge_open(document: pikepdf.Pdf) -> str:
    if document.is_encrypted:
        return "locked"
    if len(document.objects) > MAX_OBJECTS:
        return "bomb"
    if not len(document.pages):
        return "broken"
    active = _opens_actively(document.Root) or _any_active(document)
    return "active" if active else "ok"


def _opens_actively(root: pikepdf.Object) -> bool:
    """Tell whether opening the document does more than showing a page of it."""
    opening = root.get("/OpenAction")
    if not isinstance(opening, pikepdf.Dictionary):
        return False
    return str(opening.get("/S")) not in HARMLESS_OPENING


def _any_active(document: pikepdf.Pdf) -> bool:
    """Tell whether any object carries a program or a file."""
    return any(_is_active(thing, 0) for thing in document.objects)


def _is_active(thing: pikepdf.Object, depth: int) -> bool:
    if depth > MAX_DEPTH:
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_is_active(each, depth + 1) for each in _direct(thing))
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    return _acts(thing) or any(_is_active(each, depth + 1) for each in _direct(thing.values()))


def _acts(thing: pikepdf.Object) -> bool:
    """Tell whether a dictionary itself is an action or an embedded file."""
    keys = thing.keys()
    return (
        any(key in keys for key in ACTIVE_KEYS)
        or str(thing.get("/S")) in ACTIVE_ACTIONS
        or str(thing.get("/Type")) == "/EmbeddedFile"
        or str(thing.get("/Subtype")) == "/FileAttachment"
    )


def _direct(values: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Yield only values that stand in place: the others are met as objects of their own."""
    for value in values:
        if not getattr(value, "is_indirect", False):
            yield value


def text_of(path: str) -> Iterator[str]:
    """Yield what stands on the pages and beside them: notes, form fields, properties."""
    with pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap) as document:
        for thing in document.objects:
            yield from _strings(thing, 0)
    import pypdfium2  # noqa: PLC0415 - only once the file can be read; it runs no program in it

    for page in pypdfium2.PdfDocument(path):
        yield page.get_textpage().get_text_bounded()


def _strings(thing: pikepdf.Object, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH or not isinstance(
        thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array
    ):
        return
    items = thing.items() if not isinstance(thing, pikepdf.Array) else (("", x) for x in thing)
    for key, value in items:
        if isinstance(value, pikepdf.String) and key in TEXT_KEYS:
            yield str(value)
        elif not getattr(value, "is_indirect", False):
            yield from _strings(value, depth + 1)
    if isinstance(thing, pikepdf.Stream) and str(thing.get("/Type")) == "/Metadata":
        yield thing.read_bytes().decode("utf-8", "replace")


def report(path: str) -> str:
    """Return the word, and after ``ok`` and ``active`` the text on lines of its own."""
    word = judge(path)
    if word not in {"ok", "active"}:
        return word
    size, lines = 0, [word]
    for text in text_of(path):
        size += len(text)
        if size > MAX_TEXT:
            return "bomb"
        lines.append(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(lines)


def main() -> None:
    """Read the PDF from standard input and say what it is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    with tempfile.NamedTemporaryFile() as file:
        while piece := sys.stdin.buffer.read(65536):
            file.write(piece)
        file.flush()
        try:
            said = report(file.name)
        except (MemoryError, RecursionError):
            said = "bomb"
        except Exception:  # noqa: BLE001 - whatever a stranger's file provokes: it is broken
            said = "broken"
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
