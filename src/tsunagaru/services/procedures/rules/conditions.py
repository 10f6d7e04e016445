"""Conditions put together from boxes (条件の組み立て): written as expressions, and read back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.kernel.expressions import CannotUnderstand, Expression, parse_expression
from tsunagaru.kernel.expressions.tree import Binary, Call, Joined, Literal, Name, Unary

SIGNS = {
    "==": "である（等しい）",
    "!=": "ではない（等しくない）",
    "contains": "を含む（選んでいる）",
    ">": "より大きい・後",
    ">=": "以上・以後",
    "<": "より小さい・前",
    "<=": "以下・以前",
    "has": "に答えがある",
    "blank": "が空欄",
}
WITHOUT_VALUE = frozenset({"has", "blank"})
ONLY_HAS = frozenset({"person", "address", "place", "file", "group"})
_ORDERED = frozenset({"number", "money", "date", "computed"})


class CannotCompose(Exception):
    """The boxes make no condition (条件になりません); the message is for the person."""


@dataclass(frozen=True)
class Term:
    """One line of the builder (条件の1行): a field, a sign, a value as typed."""

    field: str
    sign: str
    value: str = ""


@dataclass(frozen=True)
class Asked:
    """A field a condition may use (条件に使える項目)."""

    code: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


def compose(terms: Sequence[Term], joint: str, asked: Mapping[str, Asked]) -> str:
    """Return the lines as one expression (条件を式にする); empty when there are none.

    Args:
        joint: ``and`` or ``or``.
        asked: the fields that may be used, by code.

    Raises:
        CannotCompose: a line cannot be understood.
    """
    joint = "or" if joint == "or" else "and"
    return f" {joint} ".join(_written(term, asked) for term in terms if term.field)


def _written(term: Term, asked: Mapping[str, Asked]) -> str:
    field = asked.get(term.field)
    if field is None or term.sign not in SIGNS:
        raise CannotCompose("条件に使う項目と、比べ方を選んでください。")
    if term.sign in WITHOUT_VALUE:
        return f"has({field.code})" if term.sign == "has" else f"not has({field.code})"
    if field.kind in ONLY_HAS:
        raise CannotCompose(f"「{field.label}」は、答えがあるか空欄かだけを条件にできます。")
    if field.kind == "declaration":
        return field.code if term.sign == "==" else f"not {field.code}"
    other = _other(term.value.strip(), field, asked)
    return _compare(term, field, other or _value(term, field))


def _other(typed: str, field: Asked, asked: Mapping[str, Asked]) -> str:
    """Return the code of another field that a value names (ほかの項目との比較); empty for none."""
    if field.kind not in _ORDERED:
        return ""
    comparable = {"date": {"date", "computed"}}.get(field.kind, _ORDERED - {"date"})
    for one in asked.values():
        if one.code != field.code and one.kind in comparable and typed in {one.code, one.label}:
            return one.code
    return ""


def _compare(term: Term, field: Asked, value: str) -> str:
    if field.kind == "multi" and term.sign in {"==", "!=", "contains"}:
        return f"{value} not in {field.code}" if term.sign == "!=" else f"{value} in {field.code}"
    if term.sign == "contains":
        return f"contains({field.code}, {value})"
    if term.sign not in {"==", "!="} and field.kind not in _ORDERED:
        raise CannotCompose(f"「{field.label}」は、大小では比べられません。")
    return f"{field.code} {term.sign} {value}"


def _value(term: Term, field: Asked) -> str:
    typed = term.value.strip()
    if not typed:
        raise CannotCompose(f"「{field.label}」と比べる値を入力してください。")
    if field.choices:
        for code, label in field.choices:
            if typed in {code, label}:
                return quoted(code)
        labels = "、".join(label for _, label in field.choices)
        raise CannotCompose(f"「{field.label}」の選択肢は、{labels} です。")
    if field.kind == "date":
        return "today" if typed in {"today", "今日"} else _day(typed, field)
    if field.kind in _ORDERED:
        return _number(typed, field)
    return quoted(typed)


def _day(typed: str, field: Asked) -> str:
    try:
        return f'date("{parse_date(typed).isoformat()}")'
    except CannotReadDate:
        ja = f"「{field.label}」と比べる日付を、2026-04-01 のように入力してください。"
        raise CannotCompose(ja) from None


def _number(typed: str, field: Asked) -> str:
    plain = typed.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")).replace(",", "")
    whole, _, rest = plain.partition(".")
    if not (whole.isascii() and whole.isdecimal() and (not rest or rest.isdecimal())):
        raise CannotCompose(f"「{field.label}」と比べる数を、数字で入力してください。")
    return plain


def quoted(text: str) -> str:
    """Return a text as an expression writes it (引用符で囲む)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def decompose(text: str) -> tuple[str, tuple[Term, ...]] | None:
    """Return an expression as joint and lines (式を条件に戻す); None when boxes cannot show it."""
    if not text.strip():
        return "and", ()
    try:
        tree = parse_expression(text)
    except CannotUnderstand:
        return None
    joint, parts = (tree.operator, tree.parts) if isinstance(tree, Joined) else ("and", (tree,))
    terms = [_term(part) for part in parts]
    if any(term is None for term in terms):
        return None
    return joint, tuple(term for term in terms if term is not None)


def _term(node: Expression) -> Term | None:
    if isinstance(node, Unary) and node.operator == "not":
        positive = _positive(node.operand)
        turned = {"==": "!=", "has": "blank", "contains": "!="}
        if positive is None or positive.sign not in turned or _differs_when_blank(node.operand):
            return None
        return Term(positive.field, turned[positive.sign], positive.value)
    return _positive(node)


def _differs_when_blank(node: Expression) -> bool:
    """Tell whether ``not`` around it means something else than the opposite sign (空欄の扱い)."""
    return (isinstance(node, Call) and node.function != "has") or (
        isinstance(node, Binary) and node.operator != "in"
    )


def _positive(node: Expression) -> Term | None:
    """Return one condition without ``not`` as a line; None when it is none."""
    found: Term | None = None
    match node:
        case Name(path=(code,)):
            found = Term(code, "==", "はい")
        case Call(function="has", arguments=(Name(path=(code,)),)):
            found = Term(code, "has")
        case Call(function="contains", arguments=(Name(path=(code,)), Literal(value=value))):
            found = Term(code, "contains", _shown(value))
        case Binary(operator="in", left=Literal(value=value), right=Name(path=(code,))):
            found = Term(code, "contains", _shown(value))
        case Binary(operator=sign, left=Name(path=(code,)), right=right) if sign in SIGNS:
            found = _compared(code, sign, right)
    return found


def _compared(code: str, sign: str, right: Expression) -> Term | None:
    match right:
        case Literal(value=value) if not isinstance(value, bool):
            return Term(code, sign, _shown(value))
        case Name(path=("today",)):
            return Term(code, sign, "今日")
        case Name(path=(other,)):
            return Term(code, sign, other)
        case _:
            return None


_PLACE = re.compile(r"(\d+)文字目：")


def pointed(text: str, told: str) -> tuple[str, str, str] | None:
    """Return an expression cut where a mistake stands (誤りの位置): before, the sign, after.

    Args:
        told: the sentence about the mistake; None is returned when it names no place.
    """
    found = _PLACE.match(told)
    place = int(found[1]) - 1 if found else len(text)
    if not found or place >= len(text):
        return None
    return text[:place], text[place], text[place + 1 :]


def _shown(value: Any) -> str:  # noqa: ANN401 - any literal
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return str(value)
