"""LINE's menu (リッチメニュー): where its buttons lie, and when it is another menu. Pure rules."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

WIDTH, ROW_HEIGHT = 2_500, 843
"""In pixels, as LINE wants them: 843 for one row, 1,686 for two."""
MARK = "tsunagaru "
"""How the names of our menus begin at LINE; others' are left alone."""


@dataclass(frozen=True)
class Bounds:
    """Where a button lies in the picture, in pixels (ボタンの範囲)."""

    x: int
    y: int
    width: int
    height: int


def bounds_of(counts: Sequence[int]) -> list[list[Bounds]]:
    """Return where the buttons lie, row by row; together they cover the picture (ボタンの配置).

    Args:
        counts: how many buttons each row has.
    """
    return [
        [Bounds(left, row * ROW_HEIGHT, right - left, ROW_HEIGHT) for left, right in _spans(count)]
        for row, count in enumerate(counts)
    ]


def _spans(count: int) -> list[tuple[int, int]]:
    edges = [WIDTH * n // count for n in range(count + 1)]
    return list(pairwise(edges))


def name_of(content: Mapping[str, Any], *, links: str, drawing: int) -> str:
    """Return the name by which a menu is known again at LINE (メニューの名前).

    Args:
        content: the menu as the town folder has it.
        links: how the town's addresses begin; elsewhere the buttons lead elsewhere.
        drawing: the number of the way in which pictures are drawn.
    """
    said = json.dumps([content, links, drawing], ensure_ascii=False, sort_keys=True)
    return MARK + sha256(said.encode()).hexdigest()[:32]


def is_ours(name: str) -> bool:
    """Tell whether a menu at LINE was made here."""
    return name.startswith(MARK)


LANGUAGES = {"ja": "ja", "ja-easy": "easy", "en": "en"}
"""By language the key under which the town folder has its words; Japanese is everybody's menu."""


def menu_in(content: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """Return a menu in one language, large words as ``ja`` and small ones as ``en`` (言葉別).

    Args:
        content: the menu as the town folder has it.

    Returns:
        None where the town has not written every word in this language.
    """
    if not content:
        return None
    bar, key = content["bar"], LANGUAGES[language]
    bars = {"ja": bar} if isinstance(bar, str) else bar
    names = [button["name"] for row in content["rows"] for button in row]
    if key not in bars or any(key not in one for one in names):
        return None
    small = "ja" if key == "en" else "en"
    rows = [
        [button | {"name": _both(button["name"], key, small)} for button in row]
        for row in content["rows"]
    ]
    return {"bar": bars[key], "rows": rows, "language": language}


def _both(name: Mapping[str, str], large: str, small: str) -> dict[str, str]:
    return {"ja": name[large], "en": name[small]}


def page_in(page: str, language: str) -> str:
    """Return a page's path so that it answers in the menu's language; Japanese needs no word."""
    if language == "ja":
        return page
    path, sharp, place = page.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={language}{sharp}{place}"
