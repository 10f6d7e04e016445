"""Says a formula in Japanese (式の言葉)."""

from collections.abc import Mapping

from tsunagaru.kernel.formula.terms import (
    Count,
    External,
    Formula,
    Median,
    Negative,
    Number,
    Operation,
    Source,
    Stock,
    Sum,
    Survey,
    Term,
    Where,
)

SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
STRONGER = ("*", "/")


def in_words(formula: Formula, titles: Mapping[str, str]) -> str:
    """Return a formula as a Japanese phrase (式の説明).

    Args:
        titles: Japanese by name, for events, stocks, sources, questions, dimensions
            (``channel``), values (``channel=online``) and measures (``event/measure``). What is
            absent is shown by its name.
    """
    return _say(formula.term, titles)


def _say(term: Term, titles: Mapping[str, str]) -> str:
    if isinstance(term, Number):
        return str(term.value) if term.value.denominator == 1 else str(float(term.value))
    if isinstance(term, Negative):
        return f"－{_grouped(term.term, titles)}"
    if isinstance(term, Operation):
        left, right = _say(term.left, titles), _say(term.right, titles)
        if term.sign in STRONGER:
            left = _bracket(term.left, left, within="+-")
        right = _bracket(
            term.right, right, within={"+": "", "-": "+-", "*": "+-"}.get(term.sign, "+-*/")
        )
        return f"{left} {SIGNS[term.sign]} {right}"
    return _say_source(term, titles)


def _grouped(term: Term, titles: Mapping[str, str]) -> str:
    return _bracket(term, _say(term, titles), within="+-*/")


def _bracket(term: Term, text: str, *, within: str) -> str:
    return f"（{text}）" if isinstance(term, Operation) and term.sign in within else text


def _say_source(source: Source, titles: Mapping[str, str]) -> str:
    match source:
        case Count(event, where):
            said = f"「{titles.get(event, event)}」の件数{_say_where(where, titles)}"
        case Sum(event, measure, where):
            said = _say_measure(event, measure, titles) + f"の合計{_say_where(where, titles)}"
        case Median(event, measure, where):
            said = _say_measure(event, measure, titles) + f"の中央値{_say_where(where, titles)}"
        case Stock(name, where):
            said = f"「{titles.get(name, name)}」の現在数{_say_where(where, titles)}"
        case External(name):
            said = f"統計「{titles.get(name, name)}」"
        case Survey(question, answer):
            chosen = titles.get(f"{question}={answer}", answer)
            said = f"調査「{titles.get(question, question)}」で「{chosen}」と答えた割合"
    return said


def _say_measure(event: str, measure: str, titles: Mapping[str, str]) -> str:
    return f"「{titles.get(event, event)}」の{titles.get(f'{event}/{measure}', measure)}"


def _say_where(where: Where, titles: Mapping[str, str]) -> str:
    if not where:
        return ""
    parts = (f"{titles.get(k, k)}が{titles.get(f'{k}={v}', v)}" for k, v in where)
    return f"（{'、'.join(parts)}）"
