"""Finding the 12-digit individual number (個人番号, マイナンバー) in text, to refuse it.

A match is twelve digits whose last is the right check digit. Digits may be of any width or
script (half, full, 一二三, 壱弐参, circled …), and anything that people put between digits may
stand between any two of them: spaces, line breaks, hyphens, dots, slashes, invisible characters.
Other punctuation (commas, colons, brackets, lines of a table) is looked through when the digits
stand in fours, as on the card, or one by one, as in boxes.

What is not matched: thirteen or more digits in one piece (法人番号, accounts), positional numerals
(千二百三十四), letters standing for digits (O for 0), kanji digits with 一 for dashes between them,
and more than sixteen separators between two digits.

False positives are accepted, because a missed number breaks the law and a false alarm costs one
sentence: about one in ten of *all* sequences of exactly twelve digits passes the check digit.
Typical ones are other twelve-digit identifiers, and numbers that only together make twelve digits
because nothing but such separators stands between them (``2026/11/23 1234``, a ten-digit telephone
number followed by ``/ 12``, twelve single-digit marks in a row). Hence check one field or one cell
at a time, not a whole table. Ten- and eleven-digit telephone numbers alone never match.

Source:
    番号法施行令 第8条, 総務省令 (平成26年総務省令第85号) 第5条: the check digit.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import accumulate
from operator import mul
from typing import NamedTuple

LENGTH = 12
MASK = "＊"
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_MODULUS = 11
_CHECK_OF: tuple[int, ...] = (0, 0, *range(9, 0, -1))
_KANJI_DIGITS = (
    "〇零○◯",
    "一壱壹弌",
    "二弐貳弍貮",
    "三参參弎叁",
    "四肆亖",
    "五伍",
    "六陸",
    "七漆柒",
    "八捌",
    "九玖",
)
_CIRCLES = frozenset("○◯")
_DASH_LIKE_KANJI = "一"
_FOURS = [4, 4, 4]
_ONES = [1] * LENGTH

# The simplified copy of a text has one sign per character, so that positions stay the same:
# 0-9 plain digits, A-J kanji digits, a-j decorated digits (①), and the four kinds below.
_SPACER, _PUNCTUATION, _INVISIBLE, _OTHER = " ", ",", "_", "x"
_PLAIN, _KANJI, _DECORATED = "0123456789", "ABCDEFGHIJ", "abcdefghij"
_TO_PLAIN = str.maketrans(_KANJI + _DECORATED, _PLAIN * 2, _SPACER + _PUNCTUATION + _INVISIBLE)
_DIGITS = frozenset(_PLAIN + _KANJI + _DECORATED)
_CHAIN = re.compile(r"[0-9A-Ja-j](?:_*+(?:[ ,]_*+){0,16}+[0-9A-Ja-j])*+")
_GROUP = re.compile(r"[0-9]+|[A-J]+|[a-j]+")
_TOO_LONG = re.compile(r"[0-9]{13,}|[A-J]{13,}|[a-j]{13,}")
_DASHED = re.compile(r"[0-9a-j][ ,_]*+B[ ,_]*+[0-9a-j]")
_SPACERS = frozenset("-−ーｰ.．。｡·・･•‧∙⋅/／＼\\⁄∕〜～~｜|─━_＿¯ˉ‾￣")
_SPACER_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Pd"})
_INVISIBLE_CATEGORIES = frozenset({"Cf", "Mn", "Me", "Cc", "Cs"})
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u17b4\u17b5")
_PUNCTUATION_GROUPS = frozenset("PS")


class Span(NamedTuple):
    """Where a number stands (位置) in a text; it never carries the number itself."""

    start: int
    end: int


def check_digit(eleven: str) -> int:
    """Return the check digit (検査用数字) of the first eleven digits.

    Args:
        eleven: eleven ASCII digits, as they are written from left to right.
    """
    if len(eleven) != len(_WEIGHTS):
        raise ValueError("eleven digits are needed")
    return _CHECK_OF[sum(w * int(d) for w, d in zip(_WEIGHTS, eleven, strict=True)) % _MODULUS]


def find(text: str) -> list[Span]:
    """Return every place that may hold an individual number (個人番号), in order.

    Places may overlap where several readings pass the check digit. Time is linear in the text.
    """
    return sorted(set(_find(text)))


def contains(text: str) -> bool:
    """Return whether the text may hold an individual number (個人番号).

    Within ``excusing`` a place whose digits are excused does not count.
    """
    if _judge.get() is None:
        return next(_find(text), None) is not None
    judged = [is_excused(digits_at(text, span)) for span in find(text)]  # all: each is offered
    return not all(judged)


Judge = Callable[[str], bool]
_judge: ContextVar[Judge | None] = ContextVar("judge", default=None)


@contextmanager
def excusing(judge: Judge | None) -> Iterator[None]:
    """Let a judge say which numbers are known to be something else (番号ではないとの申出).

    Args:
        judge: told twelve plain digits, or ``sha256:`` and the hash of a file; None for nobody.
    """
    token = _judge.set(judge)
    try:
        yield
    finally:
        _judge.reset(token)


def is_excused(value: str) -> bool:
    """Ask the judge about twelve plain digits, or a file's hash; without one nothing is excused."""
    judge = _judge.get()
    return judge is not None and judge(value)


def digits_at(text: str, span: "Span") -> str:
    """Return the twelve digits at a place in half width (半角の12桁). Never keep them."""
    simple = text[span.start : span.end].translate(_KINDS)
    signs = [sign for sign in simple if sign in _DIGITS]
    if len(signs) != LENGTH:
        signs = [sign for sign in signs if sign != _KANJI[1]]
    return "".join(signs).translate(_TO_PLAIN)


def mask(text: str) -> str:
    """Return the text with each digit of every individual number replaced by ``＊`` (伏せ字)."""
    done, parts = 0, []
    for span in find(text):
        start = max(span.start, done)
        if start < span.end:
            parts += [text[done:start], _masked(text[start : span.end])]
            done = span.end
    return "".join(parts) + text[done:]


def count_digits(text: str) -> int:
    """Return how many digits of any script a text has (桁数)."""
    return sum(_KINDS[ord(sign)] in _DIGITS for sign in text)


def is_digits_only(text: str) -> bool:
    """Tell whether a text holds digits, and nothing but what may stand between them."""
    kinds = {_KINDS[ord(sign)] for sign in text}
    return _OTHER not in kinds and not _DIGITS.isdisjoint(kinds)


def _masked(piece: str) -> str:
    return "".join(MASK if _KINDS[ord(sign)] in _DIGITS else sign for sign in piece)


class _Kinds(dict[int, str]):
    """The simplified sign of each character, worked out when it first occurs."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind_of(chr(code))
        return kind


def _kind_of(sign: str) -> str:
    category = unicodedata.category(sign)
    digit = _digit_of(sign)
    if digit is not None:
        script = {"Nd": _PLAIN, "No": _DECORATED}.get(category, _KANJI)
        return script[digit]
    if sign in _SPACERS or category in _SPACER_CATEGORIES or sign.isspace():
        return _SPACER
    if category in _INVISIBLE_CATEGORIES or sign in _INVISIBLE_LETTERS:
        return _INVISIBLE
    return _PUNCTUATION if category[0] in _PUNCTUATION_GROUPS else _OTHER


def _digit_of(sign: str) -> int | None:
    for digit, written in enumerate(_KANJI_DIGITS):
        if sign in written:
            return digit
    plain = unicodedata.normalize("NFKC", sign).strip("().,〔〕")
    if len(plain) == 1 and plain != sign:
        return _digit_of(plain)
    if not unicodedata.category(sign).startswith("N"):
        return None
    value = unicodedata.numeric(sign, -1)
    return int(value) if value in _DIGIT_VALUES else None


_DIGIT_VALUES = frozenset(range(10))
_KINDS = _Kinds()
# A second reading takes 一 for a dash: 1234一5678一….
_KINDS_WITH_DASH = _Kinds({ord(_DASH_LIKE_KANJI): _SPACER})


def _find(text: str) -> Iterator[Span]:
    simple = text.translate(_KINDS)
    yield from _read(text, simple)
    if _DASH_LIKE_KANJI in text and _DASHED.search(simple):
        yield from _read(text, text.translate(_KINDS_WITH_DASH))


def _read(text: str, simple: str) -> Iterator[Span]:
    short = _TOO_LONG.sub(lambda found: _OTHER * len(found.group()), simple)
    for chain in _CHAIN.finditer(short):
        if chain.end() - chain.start() >= LENGTH:
            yield from _read_chain(text, chain.group(), chain.start())


def _read_chain(text: str, chain: str, start: int) -> Iterator[Span]:
    """Yield the matches in one chain of digits and separators.

    A chain is cut into groups: digits of one script in one piece. A match covers whole groups.
    """
    sizes = list(map(len, _GROUP.findall(chain)))
    group_at = {offset: index for index, offset in enumerate(accumulate(sizes, initial=0))}
    offsets = _passing(chain.translate(_TO_PLAIN), group_at)
    places = [place for place, sign in enumerate(chain) if sign in _DIGITS] if offsets else []
    for offset in offsets:
        first, last = places[offset], places[offset + LENGTH - 1] + 1
        joined = _joins(chain[first:last], sizes[group_at[offset] : group_at[offset + LENGTH]])
        if joined and not _is_blank(text[start + first : start + last]):
            yield Span(start + first, start + last)


def _passing(digits: str, group_at: dict[int, int]) -> list[int]:
    """Return where twelve digits of whole groups with the right check digit start."""
    values = list(map(int, digits))
    candidates = group_at if len(group_at) * 3 < len(values) else _passing_anywhere(values)
    return [
        offset
        for offset in candidates
        if offset in group_at
        and offset + LENGTH in group_at
        and _CHECK_OF[sum(map(mul, _WEIGHTS, values[offset : offset + LENGTH - 1])) % _MODULUS]
        == values[offset + LENGTH - 1]
    ]


def _passing_anywhere(values: list[int]) -> Iterator[int]:
    """Yield where any twelve digits pass: three times faster a place than one by one."""
    shifted = [values[shift:] for shift in range(LENGTH)]
    for offset, (a, b, c, d, e, f, g, h, i, j, k, check) in enumerate(zip(*shifted, strict=False)):
        weighted = 6 * a + 5 * b + 4 * c + 3 * d + 2 * e + 7 * f + 6 * g + 5 * h + 4 * i + 3 * j
        if _CHECK_OF[(weighted + 2 * k) % _MODULUS] == check:
            yield offset


def _joins(simple: str, sizes: list[int]) -> bool:
    """Return whether what stands between the groups may stand inside a number."""
    return _PUNCTUATION not in simple or sizes in (_FOURS, _ONES)


def _is_blank(piece: str) -> bool:
    """Return whether all digits are circles, which mark a blank to fill in (伏せ字)."""
    return not _CIRCLES.isdisjoint(piece) and _CIRCLES.issuperset(
        sign for sign in piece if _KINDS[ord(sign)] in _DIGITS
    )
