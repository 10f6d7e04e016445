"""Judging the types of an expression before it is ever used (型検査)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from tsunagaru.kernel.expressions.errors import CannotUnderstand
from tsunagaru.kernel.expressions.signatures import FUNCTION_NAMES, judge_call
from tsunagaru.kernel.expressions.tree import (
    TODAY,
    Binary,
    Call,
    Expression,
    Joined,
    Literal,
    Name,
    Several,
    Unary,
)
from tsunagaru.kernel.expressions.types import (
    BOOL,
    DATE,
    MONEY,
    NUMBER,
    NUMERIC,
    TEXT,
    Choice,
    ListOf,
    Record,
    Type,
    are_comparable,
    find_common,
    is_textual,
)

Schema = Mapping[str, Type]
_EQUALITY = frozenset({"==", "!="})
_ORDER = frozenset({"<", "<=", ">", ">="})


def check(tree: Expression, schema: Mapping[str, Type]) -> Type:
    """Return the type of an expression's result (結果の型).

    Args:
        tree: as ``parse_expression`` returns it.
        schema: the type of every field by name; a dotted name may stand as a key of its own
            (``"applicant.age"``) or be a field of a Record.

    Raises:
        CannotUnderstand: unknown names or functions, or types that do not fit; the message
            is Japanese and carries the column.
    """
    return _Checker(schema).judge(tree)


@dataclass(frozen=True, slots=True)
class _Checker:
    schema: Schema

    def judge(self, node: Expression) -> Type:
        return _JUDGES[type(node)](self, node)

    def judge_literal(self, node: Literal) -> Type:
        match node.value:
            case bool():
                return BOOL
            case str():
                return TEXT
            case date():
                return DATE
            case _:
                return NUMBER

    def judge_name(self, node: Name) -> Type:
        if node.path == (TODAY,):
            return DATE
        for length in range(len(node.path), 0, -1):
            found = self.schema.get(".".join(node.path[:length]))
            if found is not None:
                return _go_down(found, node, node.path[length:])
        raise CannotUnderstand(
            f"「{node.dotted}」という項目はありません。{_suggest(node.dotted, self.schema)}",
            node.column,
        )

    def judge_several(self, node: Several) -> Type:
        if not node.items:
            raise CannotUnderstand("[ ] の中に値を1つ以上書いてください。", node.column)
        common: Type | None = self.judge(node.items[0])
        for item in node.items[1:]:
            common = common and find_common(common, self.judge(item))
            if common is None:
                raise CannotUnderstand("[ ] の中の値は同じ型にしてください。", item.column)
        if common is None or isinstance(common, ListOf | Record):
            raise CannotUnderstand("[ ] の中には単一の値だけを書けます。", node.column)
        return ListOf(common)

    def judge_unary(self, node: Unary) -> Type:
        kind = self.judge(node.operand)
        if node.operator == "not":
            _expect_condition(kind, "not", node.operand.column)
        elif kind not in NUMERIC:
            raise CannotUnderstand(f"{kind}に「-」は付けられません。", node.column)
        return kind

    def judge_joined(self, node: Joined) -> Type:
        for part in node.parts:
            _expect_condition(self.judge(part), node.operator, part.column)
        return BOOL

    def judge_call(self, node: Call) -> Type:
        if node.function not in FUNCTION_NAMES:
            raise CannotUnderstand(
                f"「{node.function}」という関数はありません。"
                f"{_suggest(node.function, FUNCTION_NAMES)}",
                node.column,
            )
        return judge_call(node, tuple(self.judge(argument) for argument in node.arguments))

    def judge_binary(self, node: Binary) -> Type:
        left, right = self.judge(node.left), self.judge(node.right)
        if node.operator == "in":
            return _judge_in(node, left, right)
        if node.operator in _EQUALITY | _ORDER:
            return _judge_comparison(node, left, right)
        return _judge_calculation(node, left, right)


def _go_down(kind: Type, node: Name, path: tuple[str, ...]) -> Type:
    """Return the type of a field of a record, or of each record of a list (項目の型)."""
    inside_list = False
    for key in path:
        if isinstance(kind, ListOf):
            if inside_list:
                raise CannotUnderstand("一覧の中の一覧は使えません。", node.column)
            kind, inside_list = kind.item, True
        if not isinstance(kind, Record) or key not in kind.fields:
            known = kind.fields if isinstance(kind, Record) else ()
            raise CannotUnderstand(
                f"「{node.dotted}」の「{key}」という項目はありません。{_suggest(key, known)}",
                node.column,
            )
        kind = kind.fields[key]
    if inside_list and isinstance(kind, ListOf):
        raise CannotUnderstand("一覧の中の一覧は使えません。", node.column)
    return ListOf(kind) if inside_list else kind


def _suggest(wrong: str, known: Iterable[str]) -> str:
    close = get_close_matches(wrong, sorted(known), n=1)
    return f"「{close[0]}」ではありませんか。" if close else ""


def _expect_condition(kind: Type, word: str, column: int) -> None:
    if kind != BOOL:
        raise CannotUnderstand(f"{word} でつなげるのは条件だけです（ここは{kind}です）。", column)


def _judge_in(node: Binary, left: Type, right: Type) -> Type:
    if not isinstance(right, ListOf):
        raise CannotUnderstand(
            f"in の右には一覧か [ ] を書いてください（いまは{right}です）。", node.right.column
        )
    if not are_comparable(left, right.item):
        raise CannotUnderstand(f"{left}が{right}にあるかは調べられません。", node.column)
    items = node.right.items if isinstance(node.right, Several) else ()
    for item in items:
        _expect_option(left, item)
    _expect_option(right.item, node.left)
    return BOOL


def _judge_comparison(node: Binary, left: Type, right: Type) -> Type:
    if not are_comparable(left, right):
        raise CannotUnderstand(
            f"{left}と{right}は「{node.operator}」で比べられません。", node.column
        )
    if node.operator in _ORDER and (is_textual(left) or left == BOOL):
        raise CannotUnderstand(f"{left}の大小は比べられません。", node.column)
    _expect_option(left, node.right)
    _expect_option(right, node.left)
    return BOOL


def _expect_option(kind: Type, node: Expression) -> None:
    """Refuse a constant that the other side can never be (ありえない値)."""
    if not isinstance(node, Literal) or not isinstance(node.value, str):
        return
    if not node.value:
        raise CannotUnderstand(
            "空の文字列とは比べられません。入力があるかどうかは has(項目名) で調べてください。",
            node.column,
        )
    if isinstance(kind, Choice) and node.value not in kind.options:
        raise CannotUnderstand(
            f"選択肢に「{node.value}」はありません。{_suggest(node.value, kind.options)}",
            node.column,
        )


def _judge_calculation(node: Binary, left: Type, right: Type) -> Type:
    sign = node.operator
    if sign == "+" and is_textual(left) and is_textual(right):
        return TEXT
    if left not in NUMERIC or right not in NUMERIC:
        raise CannotUnderstand(f"{left}と{right}は「{sign}」で計算できません。", node.column)
    if sign in {"/", "%"} and isinstance(node.right, Literal) and not node.right.value:
        raise CannotUnderstand("0で割ることはできません。", node.right.column)
    if MONEY not in {left, right}:
        return NUMBER
    return _judge_money(node, left, right)


def _judge_money(node: Binary, left: Type, right: Type) -> Type:
    sign = node.operator
    if sign == "*" and left == right:
        raise CannotUnderstand("金額と金額は掛けられません。", node.column)
    if sign in {"/", "%"} and left != MONEY:
        raise CannotUnderstand("数を金額で割ることはできません。", node.column)
    return NUMBER if sign == "/" and right == MONEY else MONEY


_JUDGES: dict[type, Callable[..., Type]] = {
    Literal: _Checker.judge_literal,
    Name: _Checker.judge_name,
    Several: _Checker.judge_several,
    Unary: _Checker.judge_unary,
    Binary: _Checker.judge_binary,
    Joined: _Checker.judge_joined,
    Call: _Checker.judge_call,
}
