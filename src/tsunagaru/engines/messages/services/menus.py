"""Keeping LINE's menu as the town folder has it (LINEのメニューの反映).

Whatever happens half-way, a later try comes to the same end: menus are known again at LINE by
their names, and what is ours but not the one shown is taken away last.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from tsunagaru.engines.messages.gateways.channels import CannotReach, Contract, Kind
from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.rules.menus import ROW_HEIGHT, WIDTH, is_ours, name_of
from tsunagaru.ground.documents import api as documents

SHEET = "line_menu"
DRAWING = 1
"""Raised when the picture is drawn otherwise, so that LINE gets the new one."""
PPI = 72  # a point of the sheet is a pixel


def bring_up(*, at: datetime) -> bool:
    """Show at LINE what the town folder says (反映する).

    Returns:
        Whether LINE shows something else now.

    Raises:
        CannotReach: LINE is not to be had now; a later try goes on from there.
    """
    row, contract = LineMenu.objects.filter(pk=1).first(), contract_for(Kind.LINE)
    if row is None or contract is None or not settings.TSUNAGARU_LINKS:
        return False
    name = _wanted(row)
    if name == row.name:
        return False
    picture = drawn(row.content, at=at) if name else b""
    try:
        menu = asyncio.run(_change(contract, row.content, name, picture))
    except CannotReach as error:
        LineMenu.objects.filter(pk=1).update(trouble=error.code, tried_at=at)
        raise
    LineMenu.objects.filter(pk=1).update(
        name=name, line_menu=menu, shown_at=at, trouble="", tried_at=at
    )
    return True


def is_shown(row: LineMenu) -> bool:
    """Tell whether LINE shows what the town folder says (反映済みか)."""
    return bool(row.name) and row.name == _wanted(row)


def _wanted(row: LineMenu) -> str:
    links = settings.TSUNAGARU_LINKS
    return name_of(row.content, links=links, drawing=DRAWING) if row.content else ""


def drawn(content: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a menu's picture as PNG (メニューの絵)."""
    rows = [[button["name"] for button in row] for row in content["rows"]]
    sheet = {"town": "", "title": content["bar"], "rows": rows}
    sheet |= {"width": WIDTH, "row_height": ROW_HEIGHT}
    return documents.picture(SHEET, sheet, at=at, ppi=PPI)[0]


async def _change(contract: Contract, content: Mapping[str, Any], name: str, picture: bytes) -> str:
    # The library for it is loaded only where there is a menu to change.
    from tsunagaru.engines.messages.gateways.line_menus import LineMenus, menu_of  # noqa: PLC0415

    menus = LineMenus(contract)
    try:
        known = {id_: said for id_, said in (await menus.listed()).items() if is_ours(said)}
        menu = next((id_ for id_, said in known.items() if name and said == name), "")
        if not name:
            await menus.hide()
        else:
            links = settings.TSUNAGARU_LINKS.rstrip("/")
            menu = menu or await menus.make(menu_of(content, name=name, links=links))
            await menus.draw(menu, picture)
            await menus.show(menu)
        for old in known.keys() - {menu}:
            await menus.remove(old)
    finally:
        await menus.close()
    return menu
