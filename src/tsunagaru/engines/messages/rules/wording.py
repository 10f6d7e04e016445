"""What a broadcast says in each language (配信の文面): pure rules."""

from collections.abc import Mapping

DRILL = {"ja": "【訓練】", "ja-easy": "【れんしゅう】", "en": "[DRILL] ", "pt": "[SIMULAÇÃO] "}


def words(texts: Mapping[str, Mapping[str, str]], language: str, *, drill: bool) -> tuple[str, str]:
    """Return title and body in a language, Japanese where there is none; a drill always says so.

    Args:
        texts: by language a ``title`` and a ``body``.
    """
    spoken = language if language in texts else "ja"
    text = texts.get(spoken, {})
    title, body = text.get("title", ""), text.get("body", "")
    if not drill:
        return title, body
    mark = DRILL.get(spoken, DRILL["ja"])
    return mark + title, f"{mark}\n{body}\n{mark}"
