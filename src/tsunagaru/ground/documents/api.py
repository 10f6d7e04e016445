"""The door to documents (書類の窓口)."""

from tsunagaru.ground.documents.rules.sheets import SHEETS
from tsunagaru.ground.documents.services import (
    CannotRender,
    fonts_ready,
    missing_glyphs,
    picture,
    render,
)

__all__ = ["SHEETS", "CannotRender", "fonts_ready", "missing_glyphs", "picture", "render"]
