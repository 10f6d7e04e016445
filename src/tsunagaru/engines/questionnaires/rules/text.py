"""Free text (文章): what Japanese people type, without what would mislead or break."""

import re
import unicodedata

from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel import individual_number
from tsunagaru.kernel.text import normalise_lines

TOO_LONG = "「{label}」は{limit}文字以内で入力してください。"
NOT_READABLE = (
    "「{label}」に、使えない文字（目に見えない制御文字など）があります。"
    "消してから、もう一度入力してください。"
)
WRONG_DIRECTION = (
    "「{label}」に、文字の向きを変える記号があります。貼り付けずに、キーボードで入力してください。"
)
OWN_SIGNS = "「{label}」に、ほかの端末では読めない外字があります。別の字で入力してください。"
INDIVIDUAL_NUMBER = (
    "「{label}」に、マイナンバー（個人番号）と思われる12桁の数字があります。"
    "この画面では受け取れません。消してください。"
)
SLACK = 200
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd-\uffff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
_OWN = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f]+")


def read_line(raw: str, *, max_length: int) -> str | None:
    """Return one line of text (一行の文章), or None when there is nothing.

    Raises:
        CannotRead: too long, unreadable characters, or an individual number.
    """
    text = _read(raw, max_length)
    return _SPACES.sub(" ", " ".join(text.split("\n"))) if text else None


def read_lines(raw: str, *, max_length: int) -> str | None:
    """Return text of several lines (複数行の文章), or None when there is nothing.

    Raises:
        CannotRead: too long, unreadable characters, or an individual number.
    """
    return _read(raw, max_length)


def _read(raw: str, max_length: int) -> str | None:
    text = clean(bounded(raw, max_length))
    if len(text) > max_length:
        raise CannotRead(TOO_LONG, limit=max_length)
    return text or None


def bounded(raw: str, max_length: int) -> str:
    """Return input unless it is far too long to be looked at (長すぎる入力).

    Raises:
        CannotRead: it is.
    """
    if len(raw) > 2 * max_length + SLACK:
        raise CannotRead(TOO_LONG, limit=max_length)
    return raw


def clean(raw: str) -> str:
    """Return text in its stored form (文字の整え); see ``kernel.text.normalise_lines``.

    What could mislead a reader is refused rather than dropped, so that nobody is surprised.

    Raises:
        CannotRead: unreadable characters, or an individual number.
    """
    if _CONTROLS.search(raw):
        raise CannotRead(NOT_READABLE)
    if _DIRECTIONS.search(raw):
        raise CannotRead(WRONG_DIRECTION)
    if _OWN.search(raw):
        raise CannotRead(OWN_SIGNS)
    refuse_individual_number(raw)
    stored = normalise_lines(_SPACES.sub(" ", _LINE_ENDS.sub("\n", raw)))
    return "\n".join(line.rstrip() for line in stored.split("\n")).strip()


def refuse_individual_number(text: str) -> None:
    """Refuse text that may hold an individual number (個人番号).

    Raises:
        CannotRead: it may.

    Source:
        番号法 第20条: nobody may collect it outside the purposes of the law.
    """
    if individual_number.contains(text):
        raise CannotRead(INDIVIDUAL_NUMBER)


def fold(raw: str) -> str:
    """Return short input in half width (半角化), for numbers, codes and dates."""
    return unicodedata.normalize("NFKC", clean(raw)).strip()
