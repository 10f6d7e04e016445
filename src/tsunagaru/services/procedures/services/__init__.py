"""Writes of procedures (手続きの記録)."""

from tsunagaru.services.procedures.services.register import (
    CannotChange,
    Checked,
    apply,
    change,
    check,
    dump,
    replace,
)
from tsunagaru.services.procedures.services.seals import Resolution, decide_seals
from tsunagaru.services.procedures.services.searching import note_search

__all__ = [
    "CannotChange",
    "Checked",
    "Resolution",
    "apply",
    "change",
    "check",
    "decide_seals",
    "dump",
    "note_search",
    "replace",
]
