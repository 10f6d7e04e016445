"""What a message looks like on each channel (経路ごとの見え方): pure rules."""

ALONE, JOINED = 70, 67  # characters of a short message, and of each part of a longer one
PUSH_TITLE, PUSH_BODY = 50, 120


def segments(length: int) -> int:
    """Return in how many short messages so many UTF-16 units are charged (通数)."""
    return 1 if length <= ALONE else -(-length // JOINED)


def first_words(text: str, most: int) -> str:
    """Return the beginning of a text on one line, as a telephone's notice shows it."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
