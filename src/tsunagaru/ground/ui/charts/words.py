"""The sentence under a chart (要約): highest, lowest, latest and how it changed."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from tsunagaru.ground.ui.charts.values import (
    Number,
    Point,
    Suppressed,
    is_month,
    measured,
    write_label,
    write_value,
)
from tsunagaru.ground.ui.phrases import EASY, ENGLISH, JAPANESE, Text, Trilingual, translate

Words = dict[str, str]
Measured = tuple[str, Number]

EMPTY = Trilingual(
    "データはまだありません。", "データは まだ ありません。", "There are no data yet."
)
ONLY = Trilingual("{label}は{value}です。", "{label}は {value}です。", "{label}: {value}.")
SAME = Trilingual("どれも{value}です。", "ぜんぶ {value}です。", "All values are {value}.")
RANGE = Trilingual(
    "最も大きいのは{high_label}の{high}、最も小さいのは{low_label}の{low}です。",
    "いちばん 大（おお）きいのは {high_label}の {high}です。"
    "いちばん 小（ちい）さいのは {low_label}の {low}です。",
    "The highest is {high} ({high_label}); the lowest is {low} ({low_label}).",
)
LATEST = Trilingual(
    "最新の{label}は{value}で、{change}。",
    "いちばん あたらしい {label}は {value}です。{change}。",
    "The latest, {label}, is {value}, {change}.",
)
MORE = Trilingual("一つ前より増えました", "まえより ふえました", "up on the one before")
LESS = Trilingual("一つ前より減りました", "まえより へりました", "down on the one before")
EVEN = Trilingual("一つ前と同じです", "まえと おなじです", "the same as the one before")
TARGET = Trilingual(
    "目標は{value}です。", "目標（もくひょう）は {value}です。", "The target is {value}."
)
HIDDEN = Trilingual(
    "もとの件数が少ないため表示していない値が{count}個あります。",
    "数（かず）が 少（すく）ないので、見（み）せない ものが {count}個（こ） あります。",
    "Not shown because the cases are few: {count}.",
)
GAPS = Trilingual(
    "値のないところが{count}個あります。",
    "数（かず）が ないところが {count}個（こ） あります。",
    "Without a value: {count}.",
)


def summarise(points: Sequence[Point], unit: Text, target: Number | None = None) -> Trilingual:
    """Return what a chart shows, in words and three languages."""
    sentences = _sentences(points, target)

    def in_language(language: str) -> str:
        shown = translate(unit, language)
        separator = " " if language == ENGLISH else ""
        return separator.join(sentence(language, shown) for sentence in sentences)

    return Trilingual(in_language(JAPANESE), in_language(EASY), in_language(ENGLISH))


Sentence = Callable[[str, str], str]


def _sentences(points: Sequence[Point], target: Number | None) -> list[Sentence]:
    known = [
        (label, value)
        for label, value in points
        if value is not None and not isinstance(value, Suppressed) and measured(value) is not None
    ]
    hidden = sum(isinstance(value, Suppressed) for _, value in points)
    found = _about(known)
    if len(known) > 1 and all(is_month(label) for label, _ in points):
        found.append(_latest(known))
    if target is not None and measured(target) is not None:
        found.append(_telling(TARGET, value=("", target)))
    if hidden:
        found.append(_counting(HIDDEN, hidden))
    if gaps := len(points) - len(known) - hidden:
        found.append(_counting(GAPS, gaps))
    return found


def _about(known: list[Measured]) -> list[Sentence]:
    if not known:
        return [lambda language, _unit: EMPTY.in_language(language)]
    high, low = max(known, key=_size), min(known, key=_size)
    if len(known) == 1:
        return [_telling(ONLY, value=high)]
    if high[1] == low[1]:
        return [_telling(SAME, value=high)]
    return [_telling(RANGE, high=high, low=low)]


def _size(point: Measured) -> Number:
    """Compare exactly: Decimal holds what float would round."""
    return Decimal(point[1])


def _latest(known: list[Measured]) -> Sentence:
    before, last = known[-2], known[-1]
    change = EVEN if _size(last) == _size(before) else MORE if _size(last) > _size(before) else LESS

    def sentence(language: str, unit: str) -> str:
        said = _telling(LATEST, value=last)(language, unit)
        return said.replace("{change}", change.in_language(language))

    return sentence


def _telling(text: Trilingual, **named: Measured) -> Sentence:
    """Return a sentence with values and their labels: ``{high}`` and ``{high_label}``."""

    def sentence(language: str, unit: str) -> str:
        said = text.in_language(language)
        filled: Words = {}
        for name, (label, value) in named.items():
            filled[name] = write_value(value, unit, language)
            filled["label" if name == "value" else f"{name}_label"] = write_label(label, language)
        for name, words in filled.items():
            said = said.replace("{" + name + "}", words)
        return said

    return sentence


def _counting(text: Trilingual, count: int) -> Sentence:
    return lambda language, _unit: text.in_language(language).replace("{count}", str(count))
