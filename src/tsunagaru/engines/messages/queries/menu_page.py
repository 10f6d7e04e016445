"""LINE's menus as staff see them (LINEのメニューの表示)."""

from collections.abc import Iterable
from dataclasses import dataclass

from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.engines.messages.queries.menu_people import seen_by_language
from tsunagaru.engines.messages.queries.previews import HTML
from tsunagaru.engines.messages.queries.previews import LANGUAGES as NAMES
from tsunagaru.engines.messages.queries.reach import in_words
from tsunagaru.engines.messages.rules.menus import menu_in, page_in


@dataclass(frozen=True)
class Button:
    """What is on a button, and what it does (ボタン)."""

    words: str
    does: str


@dataclass(frozen=True)
class MenuSeen:
    """A menu in one language (言葉ごとのメニュー).

    Args:
        people: to whom it is shown, in words.
    """

    code: str
    name: str
    html: str
    bar: str
    people: str
    buttons: tuple[Button, ...]


def menus_seen(row: LineMenu, languages: Iterable[str]) -> list[MenuSeen]:
    """Return the menus in their languages, Japanese first (メニュー)."""
    counts = seen_by_language()
    return [_seen(row, language, counts.get(language, 0)) for language in languages]


def _seen(row: LineMenu, language: str, count: int) -> MenuSeen:
    menu = menu_in(row.content, language) or {"bar": "", "rows": []}
    people = "ほかのメニューのないすべての人" if language == "ja" else in_words(count)
    return MenuSeen(
        code=language,
        name=NAMES[language],
        html=HTML[language],
        bar=menu["bar"],
        people=people,
        buttons=tuple(
            Button(one["name"]["ja"], _does(one, language)) for line in menu["rows"] for one in line
        ),
    )


def _does(button: dict[str, str], language: str) -> str:
    if page := button.get("page"):
        return f"このサイトのページ（{page_in(page, language)}）を開く"
    if says := button.get("says"):
        return f"「{says}」と送る"
    return "登録とLINEをつなぐ"
