"""The types of the values in an expression (型)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a single value is (種類); the value is its name for the form's author."""

    TEXT = "文字列"
    NUMBER = "数"
    MONEY = "金額"
    BOOL = "はい・いいえ"
    DATE = "日付"
    FILE = "ファイル"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value (単一の値)."""

    kind: Kind

    def __str__(self) -> str:
        return self.kind.value


@dataclass(frozen=True, slots=True)
class Choice:
    """A code out of a list (選択肢); comparing it with any other text is a mistake."""

    options: frozenset[str]

    def __str__(self) -> str:
        return "選択肢"


@dataclass(frozen=True, slots=True)
class Record:
    """Several named values (まとまり), such as one child of a household."""

    fields: Mapping[str, "Type"] = field(hash=False)

    def __str__(self) -> str:
        return "まとまり"


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any number of values of one type (一覧)."""

    item: "Type"

    def __str__(self) -> str:
        return f"{self.item}の一覧"


Type = Scalar | Choice | Record | ListOf

TEXT = Scalar(Kind.TEXT)
NUMBER = Scalar(Kind.NUMBER)
MONEY = Scalar(Kind.MONEY)
BOOL = Scalar(Kind.BOOL)
DATE = Scalar(Kind.DATE)
FILE = Scalar(Kind.FILE)
NUMERIC = frozenset({NUMBER, MONEY})


def is_textual(kind: Type) -> bool:
    """Return whether a value of the type is text (文字列・選択肢)."""
    return kind == TEXT or isinstance(kind, Choice)


def are_comparable(left: Type, right: Type) -> bool:
    """Return whether values of both types may stand on the sides of ``==``."""
    if is_textual(left):
        return is_textual(right)
    if left in NUMERIC:
        return right in NUMERIC
    return left == right and left in {BOOL, DATE}


def find_common(left: Type, right: Type) -> Type | None:
    """Return the type that holds values of both (共通の型), or None if there is none."""
    if left == right:
        return left
    if is_textual(left) and is_textual(right):
        return TEXT
    return MONEY if left in NUMERIC and right in NUMERIC else None
