"""What an authority sent, whatever its format (電文): pure values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

OFFICIAL, EXERCISE, TRIAL = "通常", "訓練", "試験"
STATUSES = frozenset({OFFICIAL, EXERCISE, TRIAL})
ISSUED, CORRECTED, CANCELLED, DELAYED = "発表", "訂正", "取消", "遅延"
INFO_TYPES = frozenset({ISSUED, CORRECTED, CANCELLED, DELAYED})
MOST_DIGITS = 9


class AreaType(StrEnum):
    """The lists of areas JMA writes codes of (地域コードの種類); the same digits mean others."""

    MUNICIPALITY = "気象・地震・火山情報／市町村等"
    FORECAST = "気象情報／府県予報区・細分区域等"
    SEISMIC = "地震情報／細分区域"
    EARLY_WARNING = "緊急地震速報／府県予報区"
    RIVER = "河川"
    RIVER_SECTION = "指定河川洪水予報（予報区域）"
    VOLCANO = "火山名"
    EVERYWHERE = "全国"


@dataclass(frozen=True)
class Item:
    """One kind of information for some areas (項目).

    Args:
        name: what is announced, such as ``大雨警報``.
        condition: ``発表``, ``継続``, ``解除`` or a tag; often empty.
        area_type: whose codes ``areas`` are; any text of the sender, see `AreaType`.
    """

    name: str
    code: str = ""
    condition: str = ""
    area_type: str = ""
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telegram:
    """One telegram (電文), as it came; nothing in it is trusted to be known.

    Args:
        title: ``Control/Title``, by which kinds are told apart.
        status: ``Control/Status``: 通常, 訓練, 試験, or whatever else was written.
        info_type: ``Head/InfoType``: 発表, 訂正, 取消, 遅延, or whatever else.
        event: ``Head/EventID``; empty for weather warnings, where ``office`` keeps them together.
        reported_at: when the sender says it was sent.
        text: the headline.
    """

    title: str
    status: str
    info_type: str
    info_kind: str
    event: str
    serial: str
    office: str
    reported_at: datetime
    text: str = ""
    items: tuple[Item, ...] = ()

    @property
    def is_drill(self) -> bool:
        """Tell whether it is anything but the real thing (訓練・試験)."""
        return self.status != OFFICIAL

    @property
    def place_in_line(self) -> tuple[datetime, int]:
        """Return what is greater for the later of two telegrams of one event (前後の順)."""
        return self.reported_at, serial_number(self.serial)


def serial_number(serial: str) -> int:
    """Return the number of a telegram within its event; 0 where there is none."""
    digits = serial.rpartition("-")[2].strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(digits) if is_number else 0


def codes_of(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the codes of areas in items, each once, sorted (地域コード)."""
    return tuple(sorted({code for item in items for code in item.areas}))
