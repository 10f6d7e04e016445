"""The typesetter's own process (組版のプロセス): typst, fed through a pipe and with our fonts only.

It ends when nothing was asked of it for a while, or when who asks is gone. Run by ``typesetting``:
``python -m tsunagaru.ground.documents.gateways.typesetter SECONDS TEMPLATES FONTS…``. A request is
one line of JSON; the answer is a line of JSON with the sizes of what follows, or with an error.
"""

import json
import select
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typst


def main(idle_s: float, templates: Path, folders: Sequence[str]) -> None:
    """Set what is asked for until nobody asks any more."""
    faces = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    compiler = typst.Compiler(root=templates, font_paths=faces, ignore_system_fonts=True)
    for request in _requests(idle_s):
        for part in _answer(compiler, templates, request):
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()


def _requests(idle_s: float) -> Iterator[dict[str, Any]]:
    while select.select([sys.stdin], [], [], idle_s)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield json.loads(line)


def _answer(compiler: typst.Compiler, templates: Path, request: dict[str, Any]) -> Iterator[bytes]:
    try:
        made = compiler.compile(templates / f"{request.pop('template')}.typ", **request)
    except (typst.TypstError, RuntimeError) as error:
        yield json.dumps({"error": str(error)}).encode() + b"\n"
        return
    pages = [made] if isinstance(made, bytes) else list(made or [])
    yield json.dumps({"sizes": [len(page) for page in pages]}).encode() + b"\n"
    yield from pages


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
