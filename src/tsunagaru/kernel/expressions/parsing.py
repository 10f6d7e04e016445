"""Reading an expression (構文解析): a Pratt parser with limits on length, depth and size."""

import re
from datetime import date
from fractions import Fraction

from tsunagaru.kernel.expressions.errors import CannotUnderstand
from tsunagaru.kernel.expressions.tokens import END, Token, cut
from tsunagaru.kernel.expressions.tree import (
    Binary,
    Call,
    Expression,
    Joined,
    Literal,
    Name,
    Several,
    Unary,
    walk,
)

MOST_NODES = 400
DEEPEST = 40
_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _SIGN = range(1, 8)
_STRENGTH = {
    "or": _OR,
    "and": _AND,
    "in": _COMPARE,
    "not": _COMPARE,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _COMPARE),
    **dict.fromkeys("+-", _ADD),
    **dict.fromkeys("*/%", _MULTIPLY),
}
_PREFIXES = {"not": _NOT, "-": _SIGN}
_TRUTHS = frozenset({"true", "false"})
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OPENING = {"(": ")", "[": "]"}


def parse_expression(text: str) -> Expression:
    """Return the tree of an expression (条件式) such as ``age >= 20 and kind in ["new"]``.

    Raises:
        CannotUnderstand: the text is no expression, or too long, too deep or too large.
    """
    parser = _Parser(cut(text))
    tree = parser.read(0)
    parser.expect_end()
    for count, (node, depth) in enumerate(walk(tree), start=1):
        if count > MOST_NODES or depth > DEEPEST:
            raise CannotUnderstand(
                "式が複雑すぎます。いくつかの項目に分けてください。", node.column
            )
    return tree


class _Parser:
    """Where reading has come to in the words of one expression."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.token
        self.place += 1
        return token

    def comes(self, text: str) -> bool:
        return self.token.text == text and self.token.kind in {"sign", "keyword"}

    def expect(self, text: str, opened: Token) -> None:
        if not self.comes(text):
            if self.token.kind == END:
                raise CannotUnderstand(
                    f"「{opened.text}」に対応する「{text}」がありません。", opened.column
                )
            raise CannotUnderstand(
                f"ここに「{text}」が必要ですが、「{self.token.text}」があります。",
                self.token.column,
            )
        self.take()

    def expect_end(self) -> None:
        if self.token.kind != END:
            raise CannotUnderstand(
                f"「{self.token.text}」の前で式が終わっています。"
                "and・or や計算の記号でつないでください。",
                self.token.column,
            )

    def read(self, strength: int) -> Expression:
        """Return what follows, as far as it binds stronger than what stands before it."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise CannotUnderstand("かっこや not が深すぎます。", self.token.column)
        left = self.read_operand()
        while self.strength_here() > strength:
            left = self.read_operator(left)
        self.depth -= 1
        return left

    def strength_here(self) -> int:
        if self.token.kind not in {"sign", "keyword"}:
            return 0
        return _STRENGTH.get(self.token.text, 0)

    def read_operator(self, left: Expression) -> Expression:
        token = self.take()
        strength = _STRENGTH[token.text]
        if strength in {_AND, _OR}:
            return self.read_joined(left, token, strength)
        if token.text == "not":
            if not self.comes("in"):
                raise CannotUnderstand("not の後には in が必要です。", token.column)
            self.take()
        right = self.read(strength)
        if strength == _COMPARE and self.strength_here() == _COMPARE:
            raise CannotUnderstand(
                "比較は続けて書けません。「1 < a and a < 5」のように and でつないでください。",
                self.token.column,
            )
        if token.text == "not":
            return Unary("not", Binary("in", left, right, token.column), token.column)
        return Binary(token.text, left, right, token.column)

    def read_joined(self, left: Expression, token: Token, strength: int) -> Expression:
        parts = [left, self.read(strength)]
        while self.comes(token.text):
            self.take()
            parts.append(self.read(strength))
        return Joined(token.text, tuple(parts), token.column)

    def read_operand(self) -> Expression:
        token = self.take()
        literal = _read_literal(token)
        if literal is not None:
            return literal
        if token.kind in {"sign", "keyword"} and token.text in _PREFIXES:
            return Unary(token.text, self.read(_PREFIXES[token.text]), token.column)
        return self.read_group(token)

    def read_group(self, token: Token) -> Expression:
        if token.kind == "name":
            return self.read_name(token)
        if token.kind == "sign" and token.text == "(":
            inner = self.read(0)
            self.expect(")", token)
            return inner
        if token.kind == "sign" and token.text == "[":
            return Several(self.read_items(token), token.column)
        if token.kind == END:
            raise CannotUnderstand("式が途中で終わっています。", token.column)
        raise CannotUnderstand(f"ここに「{token.text}」は書けません。", token.column)

    def read_items(self, opened: Token) -> tuple[Expression, ...]:
        closing = _OPENING[opened.text]
        items: list[Expression] = []
        while not self.comes(closing):
            items.append(self.read(0))
            if not self.comes(","):
                break
            self.take()
        self.expect(closing, opened)
        return tuple(items)

    def read_name(self, token: Token) -> Expression:
        if self.comes("("):
            arguments = self.read_items(self.take())
            return (
                _fold_date(token, arguments)
                if token.text == "date"
                else Call(token.text, arguments, token.column)
            )
        path = [token.text]
        while self.comes("."):
            dot = self.take()
            if self.token.kind not in {"name", "keyword"}:
                raise CannotUnderstand("「.」の後には項目名が必要です。", dot.column)
            path.append(self.take().text)
        return Name(tuple(path), token.column)


def _read_literal(token: Token) -> Literal | None:
    value: str | int | Fraction | bool
    if token.kind == "number":
        value = Fraction(token.text) if "." in token.text else int(token.text)
    elif token.kind == "text":
        value = token.text
    elif token.kind == "keyword" and token.text in _TRUTHS:
        value = token.text == "true"
    else:
        return None
    return Literal(value, token.column)


def _fold_date(token: Token, arguments: tuple[Expression, ...]) -> Literal:
    """Return the day that ``date("2026-04-01")`` names (日付の定数)."""
    match arguments:
        case (Literal(value=str(written), column=column),):
            day = _read_day(written)
        case _:
            raise CannotUnderstand(
                'date には date("2026-04-01") のように日付を1つ書いてください。', token.column
            )
    if day is None:
        raise CannotUnderstand(
            f'「{written}」という日付はありません。date("2026-04-01") のように書いてください。',
            column,
        )
    return Literal(day, token.column)


def _read_day(written: str) -> date | None:
    if not _ISO_DATE.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
