"""What a circular says in a reader's language (回覧の文)."""

from dataclasses import dataclass

from tsunagaru.services.community.models import Circular, Edition

KEYS = {"ja": "ja", "ja-easy": "easy", "en": "en"}


@dataclass(frozen=True)
class Said:
    """Title and body in one language; ``language`` is the one they are written in."""

    title: str
    body: str
    language: str


def said(edition: Edition, language: str) -> Said:
    """Return an edition in a language, or in Japanese where nobody wrote it in that one."""
    key = KEYS.get(language, "ja")
    found = edition.words.get(key) or {}
    if not found.get("title"):
        key, found = "ja", edition.words["ja"]
    return Said(found["title"], found["body"], "en" if key == "en" else "ja")


def title_in(row: Circular, language: str) -> str:
    """Return a circular's title in a language."""
    return said(row.words, language).title
