"""Which arguments the functions take and what they give back (関数の型)."""

from collections.abc import Callable
from dataclasses import dataclass

from tsunagaru.kernel.expressions.errors import CannotUnderstand
from tsunagaru.kernel.expressions.tree import Call
from tsunagaru.kernel.expressions.types import (
    BOOL,
    DATE,
    MONEY,
    NUMBER,
    NUMERIC,
    TEXT,
    ListOf,
    Type,
    find_common,
    is_textual,
)

Types = tuple[Type, ...]
Judge = Callable[[Call, Types], Type]
_IF_ARGUMENTS = 3


@dataclass(frozen=True, slots=True)
class _Parameter:
    """One parameter (引数): what it accepts and what that is called."""

    accepts: Callable[[Type], bool]
    label: str


_DATE = _Parameter(lambda kind: kind == DATE, "日付")
_TEXT = _Parameter(is_textual, "文字列")
_NUMBER = _Parameter(lambda kind: kind == NUMBER, "数")
_NUMERIC = _Parameter(lambda kind: kind in NUMERIC, "数か金額")
_LIST = _Parameter(lambda kind: isinstance(kind, ListOf), "一覧")
_SUMMABLE = _Parameter(
    lambda kind: isinstance(kind, ListOf) and kind.item in NUMERIC, "数か金額の一覧"
)
_TRUTHS = _Parameter(
    lambda kind: isinstance(kind, ListOf) and kind.item == BOOL, "「はい・いいえ」の一覧"
)
_WRITABLE = _Parameter(lambda kind: kind in NUMERIC or kind == DATE, "数か金額か日付")


def judge_call(call: Call, given: Types) -> Type:
    """Return the type of a function's result (結果の型).

    Raises:
        CannotUnderstand: number or types of the arguments do not fit.
    """
    return _JUDGES[call.function](call, given)


def _fixed(result: Type, *parameters: _Parameter) -> Judge:
    def judge(call: Call, given: Types) -> Type:
        _expect(call, given, parameters)
        return result

    return judge


def _expect(call: Call, given: Types, parameters: tuple[_Parameter, ...]) -> None:
    if len(given) != len(parameters):
        raise CannotUnderstand(
            f"{call.function} には値が{len(parameters)}個必要ですが、{len(given)}個あります。",
            call.column,
        )
    for place, (kind, parameter) in enumerate(zip(given, parameters, strict=True)):
        if not parameter.accepts(kind):
            raise CannotUnderstand(
                f"{call.function} の{place + 1}番目は{parameter.label}にしてください"
                f"（いまは{kind}です）。",
                call.arguments[place].column,
            )


def _judge_has(call: Call, given: Types) -> Type:
    if not given:
        raise CannotUnderstand("has には項目名を書いてください。", call.column)
    return BOOL


def _judge_sum(call: Call, given: Types) -> Type:
    _expect(call, given, (_SUMMABLE,))
    return _item_of(given[0])


def _judge_round(call: Call, given: Types) -> Type:
    _expect(call, given, (_NUMERIC, _NUMBER)[: max(1, len(given))])
    return given[0]


def _judge_absolute(call: Call, given: Types) -> Type:
    _expect(call, given, (_NUMERIC,))
    return given[0]


def _judge_extreme(call: Call, given: Types) -> Type:
    kinds = (_item_of(given[0]),) if len(given) == 1 else given
    common = kinds[0] if kinds else None
    for kind in kinds[1:]:
        common = common and find_common(common, kind)
    if common not in {NUMBER, MONEY, DATE} or (len(given) == 1 and not _LIST.accepts(given[0])):
        raise CannotUnderstand(
            f"{call.function} には、数・金額どうしか日付どうしを2つ以上、"
            "またはその一覧を1つ書いてください。",
            call.column,
        )
    return common


def _judge_if(call: Call, given: Types) -> Type:
    if len(given) != _IF_ARGUMENTS:
        raise CannotUnderstand(
            "if は「if(条件, 成り立つときの値, そうでないときの値)」と書いてください。", call.column
        )
    if given[0] != BOOL:
        raise CannotUnderstand(
            f"if の1番目は条件にしてください（いまは{given[0]}です）。", call.arguments[0].column
        )
    common = find_common(given[1], given[2])
    if common is None:
        raise CannotUnderstand(
            f"if の2つの値の型が違います（{given[1]}と{given[2]}）。同じ型にしてください。",
            call.arguments[2].column,
        )
    return common


def _item_of(kind: Type) -> Type:
    return kind.item if isinstance(kind, ListOf) else kind


_JUDGES: dict[str, Judge] = {
    "abs": _judge_absolute,
    "add_days": _fixed(DATE, _DATE, _NUMBER),
    "add_months": _fixed(DATE, _DATE, _NUMBER),
    "all": _fixed(BOOL, _TRUTHS),
    "any": _fixed(BOOL, _TRUTHS),
    "ceil": _judge_round,
    "contains": _fixed(BOOL, _TEXT, _TEXT),
    "count": _fixed(NUMBER, _LIST),
    "day": _fixed(NUMBER, _DATE),
    "days_between": _fixed(NUMBER, _DATE, _DATE),
    "ends_with": _fixed(BOOL, _TEXT, _TEXT),
    "fiscal_year": _fixed(NUMBER, _DATE),
    "floor": _judge_round,
    "has": _judge_has,
    "if": _judge_if,
    "is_digits": _fixed(BOOL, _TEXT),
    "length": _fixed(NUMBER, _TEXT),
    "max": _judge_extreme,
    "min": _judge_extreme,
    "month": _fixed(NUMBER, _DATE),
    "months_between": _fixed(NUMBER, _DATE, _DATE),
    "pad": _fixed(TEXT, _TEXT, _NUMBER),
    "part": _fixed(TEXT, _TEXT, _NUMBER, _NUMBER),
    "round": _judge_round,
    "starts_with": _fixed(BOOL, _TEXT, _TEXT),
    "sum": _judge_sum,
    "text": _fixed(TEXT, _WRITABLE),
    "year": _fixed(NUMBER, _DATE),
    "years_between": _fixed(NUMBER, _DATE, _DATE),
}
FUNCTION_NAMES = frozenset(_JUDGES) | {"date"}
