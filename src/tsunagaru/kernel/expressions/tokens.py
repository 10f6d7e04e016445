"""Cutting an expression into its words (字句)."""

import re
import unicodedata
from dataclasses import dataclass

from tsunagaru.kernel.expressions.errors import CannotUnderstand

LONGEST_EXPRESSION = 2_000
KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false"})
END = "end"

_MOST_DIGITS = 15
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<text>"(?:[^"\\\n]|\\["\\])*")
    |(?P<sign>==|!=|<=|>=|[<>+\-*/%(),.\[\]])""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r'\\(["\\])')
_HINTS = {
    "=": "等しいかどうかは「==」と書いてください。",
    "&": "「かつ」は and と書いてください。",
    "|": "「または」は or と書いてください。",
    "!": "「〜でない」は not と、「等しくない」は != と書いてください。",
    "'": '文字列は半角の「"」で囲んでください。',
    '"': '文字列の終わりの「"」がありません。',
    "「": '文字列は半角の「"」で囲んでください。',
    "“": '文字列は半角の「"」で囲んでください。',
    "”": '文字列は半角の「"」で囲んでください。',
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression (字句).

    Args:
        kind: ``number``, ``name``, ``text``, ``sign``, ``keyword`` or ``end``.
        text: as written; of a text without its quotation marks.
        column: where it starts, 1 for the first sign.
    """

    kind: str
    text: str
    column: int


def cut(source: str) -> list[Token]:
    """Return the words of an expression (字句の並び), closed by one of kind ``end``.

    Raises:
        CannotUnderstand: too long, or a sign that no expression has.
    """
    if len(source) > LONGEST_EXPRESSION:
        raise CannotUnderstand(
            f"式が長すぎます。{LONGEST_EXPRESSION:,}文字以内にしてください。", LONGEST_EXPRESSION
        )
    tokens, place = [], 0
    while place < len(source):
        found = _TOKEN.match(source, place)
        if not found:
            raise CannotUnderstand(_explain(source[place]), place + 1)
        if found.lastgroup != "space":
            tokens.append(_token(found, place + 1))
        place = found.end()
    return [*tokens, Token(END, "", len(source) + 1)]


def _token(found: re.Match[str], column: int) -> Token:
    kind, written = found.lastgroup or "", found.group()
    if kind == "text":
        return Token(kind, _ESCAPED.sub(r"\1", written[1:-1]), column)
    if kind == "number" and len(written) > _MOST_DIGITS:
        raise CannotUnderstand(f"数は{_MOST_DIGITS}桁以内で書いてください。", column)
    if written in KEYWORDS:
        return Token("keyword", written, column)
    return Token(kind, written, column)


def _explain(sign: str) -> str:
    if hint := _HINTS.get(sign):
        return hint
    narrow = unicodedata.normalize("NFKC", sign)
    if narrow != sign and narrow.isascii() and narrow.strip():
        return f"全角の「{sign}」は使えません。半角の「{narrow}」で書いてください。"
    shown = f"「{sign}」" if sign.isprintable() else "見えない文字"
    return f'{shown}は式に使えません。文字列なら「"」で囲んでください。'
