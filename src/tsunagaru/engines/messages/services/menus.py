"""Keeping LINE's menus as the town folder has them (LINEのメニューの反映), each person's language.

Whatever happens half-way, a later try comes to the same end: menus are known again at LINE by
their names, people are given theirs again, and what is ours but not shown is taken away last, once
nobody sees it any more.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from tsunagaru.engines.messages.gateways.channels import CannotReach, Contract, Kind
from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.queries.menu_people import Person, forget_who_left, to_change
from tsunagaru.engines.messages.rules.menus import (
    LANGUAGES,
    ROW_HEIGHT,
    WIDTH,
    is_ours,
    menu_in,
    name_of,
)
from tsunagaru.engines.messages.services.giving_menus import Given, give_out, note_given
from tsunagaru.ground.documents import api as documents

SHEET = "line_menu"
DRAWING = 1
"""Raised when the picture is drawn otherwise, so that LINE gets the new one."""
PPI = 72  # a point of the sheet is a pixel
JAPANESE = "ja"


@dataclass(frozen=True)
class Wanted:
    """A menu as it shall be at LINE (反映するメニュー)."""

    name: str
    content: Mapping[str, Any]
    picture: bytes = b""


def bring_up(*, at: datetime) -> bool:
    """Show at LINE what the town folder says, to each in their language (反映する).

    Returns:
        Whether LINE shows something else now.

    Raises:
        CannotReach: LINE is not to be had now; a later try goes on from there.
    """
    row, contract = LineMenu.objects.filter(pk=1).first(), contract_for(Kind.LINE)
    if row is None or contract is None or not settings.TSUNAGARU_LINKS:
        return False
    names, known = _wanted(row), _known(row)
    changed = names != {language: name for language, (name, _) in known.items()}
    ids = {} if changed else {language: id_ for language, (_, id_) in known.items()}
    forget_who_left()
    people = to_change(ids, names)
    if not changed and not people:
        return False
    wanted = _drawn(row, names, at) if changed else {}
    try:
        ids, given = asyncio.run(_at_line(contract, wanted, ids, people, changed=changed))
    except CannotReach as error:
        LineMenu.objects.filter(pk=1).update(trouble=error.code, tried_at=at)
        raise
    note_given(given, at=at)
    _note(row, names, ids, changed=changed, at=at)
    return True


def is_shown(row: LineMenu) -> bool:
    """Tell whether LINE shows what the town folder says (反映済みか)."""
    known = {language: name for language, (name, _) in _known(row).items()}
    return bool(known) and known == _wanted(row)


def languages_of(row: LineMenu) -> list[str]:
    """Return in which languages the town has a menu, Japanese first (メニューの言葉)."""
    return [one for one in LANGUAGES if menu_in(row.content, one)]


def _wanted(row: LineMenu) -> dict[str, str]:
    links = settings.TSUNAGARU_LINKS
    return {
        language: name_of(menu, links=links, drawing=DRAWING)
        for language in LANGUAGES
        if (menu := menu_in(row.content, language))
    }


def _known(row: LineMenu) -> dict[str, tuple[str, str]]:
    """Return name and id of what LINE shows, by language."""
    others = {language: (one["name"], one["id"]) for language, one in row.others.items()}
    return ({JAPANESE: (row.name, row.line_menu)} if row.name else {}) | others


def _note(
    row: LineMenu, names: Mapping[str, str], ids: Mapping[str, str], *, changed: bool, at: datetime
) -> None:
    LineMenu.objects.filter(pk=1).update(trouble="", tried_at=at)
    if changed:
        others = {
            language: {"name": name, "id": ids[language]}
            for language, name in names.items()
            if language != JAPANESE
        }
        name, id_ = names.get(JAPANESE, ""), ids.get(JAPANESE, "")
        LineMenu.objects.filter(pk=row.pk).update(
            name=name, line_menu=id_, others=others, shown_at=at
        )


def drawn(content: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a menu's picture as PNG (メニューの絵).

    Args:
        content: the menu in one language, as ``rules.menus.menu_in`` gives it.
    """
    rows = [[button["name"] for button in row] for row in content["rows"]]
    sheet = {"town": "", "title": content["bar"], "rows": rows}
    sheet |= {"width": WIDTH, "row_height": ROW_HEIGHT}
    return documents.picture(SHEET, sheet, at=at, ppi=PPI)[0]


def _drawn(row: LineMenu, names: Mapping[str, str], at: datetime) -> dict[str, Wanted]:
    found = {language: menu_in(row.content, language) for language in names}
    return {
        language: Wanted(names[language], menu, drawn(menu, at=at))
        for language, menu in found.items()
        if menu
    }


async def _at_line(
    contract: Contract,
    wanted: Mapping[str, Wanted],
    ids: dict[str, str],
    people: list[Person],
    *,
    changed: bool,
) -> tuple[dict[str, str], Given]:
    # The library for it is loaded only where there is a menu to change.
    from tsunagaru.engines.messages.gateways.line_menus import LineMenus, menu_of  # noqa: PLC0415

    menus, known = LineMenus(contract), dict[str, str]()
    try:
        if changed:
            known = {id_: said for id_, said in (await menus.listed()).items() if is_ours(said)}
            by_name = {said: id_ for id_, said in known.items()}
            for language, one in wanted.items():
                menu = menu_of(one.content, name=one.name, links=_links())
                ids[language] = by_name.get(one.name) or await menus.make(menu)
                await menus.draw(ids[language], one.picture)
            await (menus.show(ids[JAPANESE]) if ids else menus.hide())
        given = await give_out(menus, ids, people)
        for old in known.keys() - set(ids.values()):
            await menus.remove(old)
    finally:
        await menus.close()
    return ids, given


def _links() -> str:
    return str(settings.TSUNAGARU_LINKS).rstrip("/")
