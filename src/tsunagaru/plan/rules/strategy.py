"""What the plan's statements are called, and the words for what it does not say."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

NOT_STATED = "概要版に記載なし"

SHEET_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "current_issue": "現状と課題",
        "vision": "目指す姿",
        "r8_goal": "R8目標",
        "owner": "担当所属",
        "related": "関係所属",
        "content": "実施内容",
        "schedule": "取組工程",
    }
)

WALL_KINDS = ("walls-inside", "walls-outside")
WALL_GROUP = "壁"


class PlanStatus(StrEnum):
    """Whether a version of the plan is the one in force (版の状態)."""

    CURRENT = "current"
    FORMER = "former"


class TieKind(StrEnum):
    """To what the town ties an initiative by itself (紐づけの種類)."""

    SECTION = "section"
    WALL = "wall"


def format_number(number: int) -> str:
    """Return an initiative's number as the plan writes it, such as ``No.01``."""
    return f"No.{number:02d}"


def order_of(roman: str) -> int:
    """Return the place of a policy's Roman numeral (基本方針の番号), 1 for ``I``.

    Raises:
        ValueError: not a Roman numeral up to X.
    """
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X").index(roman) + 1
