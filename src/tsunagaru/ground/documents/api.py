"""The door to documents (書類の窓口)."""

from tsunagaru.ground.documents.queries import PaperView, issued_to
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
    "PaperView",
    "dispose",
    "fonts_ready",
    "issue",
    "issued_to",
    "missing_glyphs",
    "picture",
    "render",
    "withdraw",
]
