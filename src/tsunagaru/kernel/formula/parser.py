"""Reads a formula from text (式の読取り): Python's own parser, then a whitelist of its nodes."""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from tsunagaru.kernel.formula.problems import Problem
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

LONGEST = 1000
DEEPEST = 30
BIGGEST = 10**12
SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
Maker = Callable[[Sequence[str], Where, int], Source]
FUNCTIONS: Mapping[str, tuple[int, bool, Maker]] = {
    "count": (1, True, lambda texts, where, column: Count(texts[0], where, column)),
    "sum": (2, True, lambda texts, where, column: Sum(texts[0], texts[1], where, column)),
    "median": (2, True, lambda texts, where, column: Median(texts[0], texts[1], where, column)),
    "stock": (1, True, lambda texts, where, column: Stock(texts[0], where, column)),
    "ext": (1, False, lambda texts, _, column: External(texts[0], column)),
    "survey": (2, False, lambda texts, _, column: Survey(texts[0], texts[1], column)),
}


class CannotRead(ValueError):
    """The text is no formula (式として読めません)."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def parse(text: str) -> Formula:
    """Return the formula of a text (式を読む).

    Raises:
        CannotRead: with place and reason in Japanese and English.
    """
    if len(text) > LONGEST:
        raise _refusal(1, f"式が長すぎます。{LONGEST}文字までにしてください。", "too long")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        column = getattr(error, "offset", None) or 1
        raise _refusal(
            column,
            "式の書き方が正しくありません。かっこや引用符を確かめてください。",
            "syntax error",
        ) from None
    lead = len(text) - len(text.lstrip())
    return Formula(text.strip(), _Reading(text.strip(), lead).term(tree.body, 0))


class _Reading:
    """One pass over the tree; keeps the text, because Python counts columns in bytes."""

    def __init__(self, text: str, lead: int) -> None:
        self._lines = text.encode().split(b"\n")
        self._lead = lead

    def term(self, node: ast.expr, depth: int) -> Term:
        column = self._column(node)
        if depth > DEEPEST:
            raise _refusal(column, "式の入れ子が深すぎます。", "nested too deeply")
        if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
            left, right = self.term(node.left, depth + 1), self.term(node.right, depth + 1)
            return Operation(SIGNS[type(node.op)], left, right)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return Negative(self.term(node.operand, depth + 1))
        if isinstance(node, ast.Constant):
            return self._number(node)
        if isinstance(node, ast.Call):
            return self._source(node)
        raise _refusal(
            column,
            "使えるのは、数、+ - * / と、count・sum・median・stock・ext・survey だけです。",
            "only numbers, + - * / and the six functions",
        )

    def _number(self, node: ast.Constant) -> Number:
        value = node.value
        if isinstance(value, int | float) and not isinstance(value, bool) and value <= BIGGEST:
            return Number(Fraction(str(value)))
        raise _refusal(
            self._column(node),
            "ここには数だけを書けます。文字は関数の中に書いてください。",
            "not a number",
        )

    def _source(self, node: ast.Call) -> Source:
        column = self._column(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS:
            raise _refusal(
                column,
                f"「{name}」という関数はありません。使えるのは{'・'.join(FUNCTIONS)}です。",
                f"no function {name!r}",
            )
        size, may_filter, make = FUNCTIONS[name]
        texts = [self._text(argument) for argument in node.args]
        if len(texts) != size or not all(texts):
            raise _refusal(
                column,
                f"{name} には引用符で囲んだ名前を{size}つ書いてください。",
                f"{name} takes {size}",
            )
        if node.keywords and not may_filter:
            raise _refusal(column, f"{name} に条件は付けられません。", f"{name} has no filters")
        return make(texts, self._where(node), column)

    def _where(self, node: ast.Call) -> Where:
        codes: dict[str, str] = {}
        for keyword in node.keywords:
            if keyword.arg is None:
                raise _refusal(self._column(node), "「**」は使えません。", "no ** here")
            codes[keyword.arg] = self._text(keyword.value)
        return tuple(sorted(codes.items()))

    def _text(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise _refusal(
            self._column(node), "名前と値は引用符で囲んでください。", "a quoted text is needed"
        )

    def _column(self, node: ast.expr) -> int:
        before = sum(len(line.decode()) + 1 for line in self._lines[: node.lineno - 1])
        here = self._lines[node.lineno - 1][: node.col_offset].decode(errors="ignore")
        return self._lead + before + len(here) + 1


def _refusal(column: int, ja: str, en: str) -> CannotRead:
    return CannotRead(Problem(column, ja, en))
