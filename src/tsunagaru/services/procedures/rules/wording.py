"""Conditions and calculations in Japanese words (条件式の説明), for who does not read formulas."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tsunagaru.kernel.expressions import CannotUnderstand, Expression, parse_expression
from tsunagaru.kernel.expressions.tree import (
    TODAY,
    Binary,
    Call,
    Joined,
    Literal,
    Name,
    Several,
    Unary,
)
from tsunagaru.services.procedures.rules.labels import Labels, literal_in_words

JOINTS = {"and": "、かつ、", "or": "、または、"}
NUMBERS = {">": "より大きい", ">=": "以上", "<": "より小さい", "<=": "以下"}
DAYS = {">": "より後", ">=": "以後", "<": "より前", "<=": "以前"}
SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷", "%": "を割った余り："}
DATED = {"add_days": "日", "add_months": "か月"}
VALUES, ASKED = frozenset({"compute", "off"}), frozenset({"when", "required"})
QUOTED = str.maketrans("「」", "『』")
"""A sentence about a definition puts 「」 around what it quotes."""
WRITTEN_OUT = frozenset({"true", "false"})
"""Told in words of their own, where they stand."""
ALWAYS = ("いつも", "どんなときも当てはまらない")


@dataclass(frozen=True)
class Said:
    """A condition in words (条件の言葉): ``verb`` tells that とき follows without の."""

    text: str
    verb: bool = False

    @property
    def when(self) -> str:
        """Return it as what must be so (〜のとき)."""
        if self.text in ALWAYS:
            return self.text
        return self.text + ("とき" if self.verb else "のとき")


def condition_in_words(text: object, labels: Labels) -> str:
    """Return when a condition is met, ending in とき (条件の説明); as written if unreadable."""
    try:
        said = _condition(parse_expression(str(text)), labels)
    except CannotUnderstand:
        return str(text)
    return said.when


def value_in_words(text: object, labels: Labels) -> str:
    """Return what a calculation works out (計算式の説明); as written if it cannot be read."""
    try:
        return _value(parse_expression(str(text)), labels)
    except CannotUnderstand:
        return str(text)


def _condition(node: Expression, labels: Labels) -> Said:
    match node:
        case Joined(operator=operator, parts=parts):
            found = _joined(operator, [_within(one, labels) for one in parts])
        case Unary(operator="not", operand=operand):
            found = _not(operand, labels)
        case Binary(operator=sign) if sign in {"==", "!=", "in", *NUMBERS}:
            found = _compared(node, labels)
        case Call(function=function) if function in CONDITIONS:
            found = CONDITIONS[function](node.arguments, labels)
        case Call(function="if", arguments=(first, then, other)):
            said = [_within(one, labels) for one in (first, then, other)]
            found = Said(f"（{said[0].when}は{said[1].text}、ほかは{said[2].text}）")
        case Literal(value=bool(value)):
            found = Said(ALWAYS[not value])
        case _:
            found = Said(f"{_value(node, labels)}が「はい」")
    return found


def _within(node: Expression, labels: Labels) -> Said:
    said = _condition(node, labels)
    return Said(f"（{said.text}）") if isinstance(node, Joined) else said


def _joined(operator: str, parts: Sequence[Said]) -> Said:
    return Said(JOINTS[operator].join(one.text for one in parts), parts[-1].verb)


def _not(operand: Expression, labels: Labels) -> Said:
    if isinstance(operand, Call) and operand.function == "has":
        return Said(f"{_list(operand.arguments, labels)}が空欄")
    if isinstance(operand, Binary) and operand.operator == "in":
        return _one_of(operand.left, operand.right, labels, chosen=False)
    if isinstance(operand, Name):
        return Said(f"{_value(operand, labels)}が「はい」ではない", verb=True)
    said = _condition(operand, labels)
    link = "という" if said.verb else ""
    return Said(f"（{said.text}{link}）ではない", verb=True)


def _compared(node: Binary, labels: Labels) -> Said:
    left, right, sign = node.left, node.right, node.operator
    if sign == "in":
        return _one_of(left, right, labels, chosen=True)
    what = _value(left, labels)
    if sign in NUMBERS:
        return _ordered(sign, what, left, right, labels)
    value = (
        labels.choice(left, right.value) if isinstance(right, Literal) else _value(right, labels)
    )
    return Said(f"{what}が{value}" + ("以外" if sign == "!=" else ""))


def _ordered(sign: str, what: str, left: Expression, right: Expression, labels: Labels) -> Said:
    days = _is_day(left, labels) or _is_day(right, labels)
    words = (DAYS if days else NUMBERS)[sign]
    return Said(f"{what}が{_value(right, labels)}{words}", verb=words.endswith("い"))


def _is_day(node: Expression, labels: Labels) -> bool:
    dated = isinstance(node, Call) and node.function in DATED
    day = isinstance(node, Name) and (node.path[-1] in {TODAY, "birth_on"})
    return dated or day or labels.kind(node) == "date"


def _one_of(left: Expression, right: Expression, labels: Labels, *, chosen: bool) -> Said:
    if isinstance(right, Several):
        names = [
            labels.choice(left, one.value) if isinstance(one, Literal) else _value(one, labels)
            for one in right.items
        ]
        text = "か".join(names)
        return Said(f"{_value(left, labels)}が{text}" + ("" if chosen else "以外"))
    what = labels.choice(right, left.value) if isinstance(left, Literal) else _value(left, labels)
    return Said(
        f"{_value(right, labels)}で{what}を選んで{'いる' if chosen else 'いない'}", verb=True
    )


def _list(nodes: Sequence[Expression], labels: Labels) -> str:
    return "と".join(_value(one, labels) for one in nodes)


def _texts(words: str) -> Callable[[Sequence[Expression], Labels], Said]:
    def said(nodes: Sequence[Expression], labels: Labels) -> Said:
        whole, part = (_value(one, labels) for one in nodes)
        return Said(f"{whole}が{part}{words}", verb=True)

    return said


CONDITIONS: Mapping[str, Callable[[Sequence[Expression], Labels], Said]] = {
    "has": lambda nodes, labels: Said(f"{_list(nodes, labels)}に答えがある", verb=True),
    "contains": _texts("を含む"),
    "starts_with": _texts("で始まる"),
    "ends_with": _texts("で終わる"),
    "is_digits": lambda nodes, labels: Said(f"{_list(nodes, labels)}が数字だけ"),
    "any": lambda nodes, labels: Said(f"{_list(nodes, labels)}に1つでも「はい」がある", verb=True),
    "all": lambda nodes, labels: Said(f"{_list(nodes, labels)}がすべて「はい」"),
}
CALCULATIONS = {
    "abs": "{0}の絶対値",
    "ceil": "{0}（端数は切り上げ）",
    "floor": "{0}（端数は切り捨て）",
    "round": "{0}（端数は四捨五入）",
    "count": "{0}の件数",
    "day": "{0}の日",
    "days_between": "{0}から{1}までの日数",
    "fiscal_year": "{0}の年度",
    "length": "{0}の文字数",
    "max": "{all}のうち最も大きいもの",
    "min": "{all}のうち最も小さいもの",
    "month": "{0}の月",
    "months_between": "{0}から{1}までの満月数",
    "pad": "{0}の頭に0を付けて{1}桁にしたもの",
    "part": "{0}の{1}文字目から{2}文字",
    "sum": "{0}の合計",
    "text": "{0}",
    "year": "{0}の年",
    "years_between": "{0}から{1}までの満年数",
}


def _value(node: Expression, labels: Labels) -> str:
    match node:
        case Literal(value=value):
            found = literal_in_words(value)
        case Name(path=path):
            found = labels.of(path)
        case Several(items=items):
            found = "、".join(_value(one, labels) for one in items)
        case Unary(operator="-", operand=operand):
            found = f"－{_value(operand, labels)}"
        case Binary(operator=sign, left=left, right=right) if sign in SIGNS:
            found = f"{_operand(left, labels)}{SIGNS[sign]}{_operand(right, labels)}"
        case Call(function=function) if function not in CONDITIONS:
            found = _call(node, labels)
        case _:
            said = _condition(node, labels)
            found = f"{said.text}{'か' if said.verb else 'であるか'}"
    return found


def _operand(node: Expression, labels: Labels) -> str:
    text = _value(node, labels)
    return f"（{text}）" if isinstance(node, Binary) else text


def _moved(node: Call, labels: Labels) -> str:
    """Return a day counted from another; the first of its month is told as that."""
    day, by = node.arguments
    what, unit = _value(day, labels), DATED[node.function]
    match by:
        case Unary(operator="-", operand=back):
            return f"{what}の{_value(back, labels)}{unit}前"
        case Binary(operator="-", left=Literal(value=1), right=Call(function="day")):
            return f"{what}の月の1日"
        case _:
            return f"{what}の{_operand(by, labels)}{unit}後"


def _call(node: Call, labels: Labels) -> str:
    if node.function in DATED:
        return _moved(node, labels)
    if node.function == "if":
        condition, then, other = node.arguments
        when = _condition(condition, labels).when
        return f"（{when}は{_value(then, labels)}、ほかは{_value(other, labels)}）"
    values = [_value(one, labels) for one in node.arguments]
    words = CALCULATIONS.get(node.function, f"{node.function}（{{all}}）")
    return words.format(*values, "", "", all="、".join(values))


def worded(tree: Any, labels: Labels, key: str = "") -> Any:  # noqa: ANN401 - any value of a file
    """Return a definition with its conditions and calculations in words (式を言葉にした定義)."""
    if isinstance(tree, Mapping):
        return {name: _worded(str(name), item, labels, key) for name, item in tree.items()}
    if isinstance(tree, list | tuple):
        return [worded(item, labels, key) for item in tree]
    return tree


def _worded(name: str, item: Any, labels: Labels, around: str) -> Any:  # noqa: ANN401 - likewise
    if not isinstance(item, str) or item in WRITTEN_OUT:
        return worded(item, labels, name)
    if name in VALUES or (name == "rule" and around == "fee"):
        return value_in_words(item, labels).translate(QUOTED)
    if name == "rule" or (name in ASKED and (around, name) != ("payment", "when")):
        return condition_in_words(item, labels).translate(QUOTED)
    return item
