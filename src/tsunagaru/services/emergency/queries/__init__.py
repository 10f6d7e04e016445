"""Reads of emergency (災害時の情報の参照)."""

from tsunagaru.services.emergency.queries.telegrams import (
    draft_of,
    drafts_for,
    held,
    is_overtaken,
    issuing,
    known_sources,
    loudspeaker,
    previous_in_thread,
    rules,
    section,
    telegrams_for,
    texts,
    waiting,
)

__all__ = [
    "draft_of",
    "drafts_for",
    "held",
    "is_overtaken",
    "issuing",
    "known_sources",
    "loudspeaker",
    "previous_in_thread",
    "rules",
    "section",
    "telegrams_for",
    "texts",
    "waiting",
]
