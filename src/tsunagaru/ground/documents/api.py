"""The door to documents (書類の窓口)."""

from tsunagaru.ground.documents.rules.sheets import SHEETS
from tsunagaru.ground.documents.services.disposing import dispose
from tsunagaru.ground.documents.services.issuing import Order, issue, withdraw
from tsunagaru.ground.documents.services.rendering import (
    CannotRender,
    fonts_ready,
    missing_glyphs,
    picture,
    render,
)

__all__ = [
    "SHEETS",
    "CannotRender",
    "Order",
    "dispose",
    "fonts_ready",
    "issue",
    "missing_glyphs",
    "picture",
    "render",
    "withdraw",
]
