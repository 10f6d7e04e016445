"""The typesetter (組版): typst, fed with JSON and with our own fonts only.

A page takes about 0.01 s, the first one of a process 0.3 s (fonts are opened then). A process that
has set one keeps some 100 MB for fonts and templates.
"""

import json
import threading
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tsunagaru.ground.documents.gateways import fonts

TEMPLATES = Path(__file__).parent.parent / "data"
_one_at_a_time = threading.Lock()


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler of this process; it keeps fonts and parsed templates."""
    faces = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in fonts.fonts().folders],
    )
    return typst.Compiler(root=TEMPLATES, font_paths=faces, ignore_system_fonts=True)


def _inputs(data: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON value
    families = json.dumps(fonts.fonts().families)
    return {"data": json.dumps(data, ensure_ascii=False), "fonts": families}


def set_pdf(template: str, data: Any, *, at: datetime) -> bytes:  # noqa: ANN401 - any JSON value
    """Set a template as PDF/UA-1 and PDF/A-2a; same data and time give the same bytes."""
    with _one_at_a_time:
        made = _compiler().compile(
            TEMPLATES / f"{template}.typ",
            format="pdf",
            sys_inputs=_inputs(data),
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(at.timestamp()),
        )
    return made if isinstance(made, bytes) else b"".join(made or [])


def set_pictures(template: str, data: Any, *, at: datetime, ppi: float) -> list[bytes]:  # noqa: ANN401 - any JSON value
    """Set a template as one PNG a page (見本)."""
    with _one_at_a_time:
        made = _compiler().compile(
            TEMPLATES / f"{template}.typ",
            format="png",
            ppi=ppi,
            sys_inputs=_inputs(data),
            timestamp=int(at.timestamp()),
        )
    return [made] if isinstance(made, bytes) else list(made or [])
