"""The words of an alert (警報の文): filled in, and marked where it is a drill."""

from collections.abc import Mapping
from datetime import datetime

LANGUAGES = ("ja", "easy", "en")
LANGUAGE_NAMES = {"ja": "日本語", "easy": "やさしい日本語", "en": "英語"}
LONGEST_HEADLINE = 1000
Words = dict[str, dict[str, str]]
"""Title and body by language."""

_TITLE_MARKS = {"ja": "【訓練】", "easy": "【くんれん】", "en": "[DRILL] "}
_BODY_MARKS = {
    "ja": "これは訓練です。\n",
    "easy": "これは くんれん（れんしゅう）です。\n",
    "en": "This is a drill.\n",
}


def filled(
    title: Mapping[str, str], body: Mapping[str, str], *, headline: str, at: datetime
) -> Words:
    """Return a prefilled text with its blanks filled in (文例を埋める).

    Args:
        headline: of the telegram; stands in the Japanese body only.
        at: when the telegram was sent, in local time.
    """
    blanks = {"{time}": f"{at.hour}:{at.minute:02}", "{headline}": headline[:LONGEST_HEADLINE]}
    return {
        one: {"title": _fill(title[one], blanks), "body": _fill(body[one], blanks)}
        for one in LANGUAGES
    }


def marked(words: Words) -> Words:
    """Return the words of a drill, said to be one in title and body of each language (訓練)."""
    return {
        one: {
            "title": _begun(_TITLE_MARKS[one], words[one]["title"]),
            "body": _begun(_BODY_MARKS[one], words[one]["body"]),
        }
        for one in LANGUAGES
    }


def _begun(mark: str, text: str) -> str:
    return text if text.startswith(mark.strip()) else mark + text


def _fill(text: str, blanks: Mapping[str, str]) -> str:
    """Fill blanks in one pass, so that nothing in a headline is taken for a blank."""
    for name, value in blanks.items():
        before, found, after = text.partition(name)
        if found:
            others = {n: v for n, v in blanks.items() if n != name}
            return _fill(before, others) + value + _fill(after, blanks)
    return text


def extended(words: Words, lines: Mapping[str, str]) -> Words:
    """Return words with a line of its own under the body of each language (本文の末尾の行)."""
    return {
        one: {"title": words[one]["title"], "body": f"{words[one]['body']}\n\n{lines[one]}"}
        for one in LANGUAGES
    }


def beginning(
    level: int, title: Mapping[str, str], body: Mapping[str, str], at: datetime
) -> dict[str, object]:
    """Return what a form shows at first with a text (文例から書き始める): boxes by their names.

    Args:
        at: the time now, in local time.
    """
    words = filled(title, body, headline="", at=at)
    boxes = {f"{part}_{one}": words[one][part] for one in LANGUAGES for part in ("title", "body")}
    return {**boxes, "level": level}
