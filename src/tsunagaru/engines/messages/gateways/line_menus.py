"""LINE's menus (リッチメニュー): made, given their picture, shown to everybody, and taken away.

Source:
    LINE Messaging API, rich menu: create, upload image, set default, list, delete; link to a user,
    to many (500 in a call, 3 calls a second), and unlink.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any
from urllib.parse import quote

from tsunagaru.engines.messages.gateways.channels import CannotReach, CannotTakeParcel, Contract
from tsunagaru.engines.messages.gateways.http import Http, Reply, refuse_silence
from tsunagaru.engines.messages.gateways.line import ADDRESS, OK
from tsunagaru.engines.messages.rules.menus import ROW_HEIGHT, WIDTH, Bounds, bounds_of, page_in

DATA_ADDRESS = "https://api-data.line.me"
PICTURES_S = 60
MISSING = 404
UNKNOWN, DONE = (400, 404), (200, 202)
MOST_AT_ONCE, BULK_S = 500, 0.34  # people in a call; three calls a second


class LineMenus:
    """The menus of the town's LINE account.

    Args:
        contract: as for `Line`; ``data_url`` where pictures go, if that differs.
    """

    def __init__(self, contract: Contract) -> None:
        values = contract.values
        self._url = f"{values.get('url') or ADDRESS}/v2/bot"
        self._data_url = f"{values.get('data_url') or values.get('url') or DATA_ADDRESS}/v2/bot"
        self._bearer = {"Authorization": f"Bearer {values['token']}"}
        self._http = Http(connections=1, timeout_s=PICTURES_S)
        self._next_bulk = 0.0

    async def listed(self) -> dict[str, str]:
        """Return the name of each menu by its id.

        Raises:
            CannotReach
        """
        found = _read(await self._call("GET", "/richmenu/list"))
        return {str(one["richMenuId"]): str(one.get("name", "")) for one in found["richmenus"]}

    async def make(self, menu: Mapping[str, Any]) -> str:
        """Make a menu, without picture yet; return its id.

        Raises:
            CannotReach
        """
        data = json.dumps(menu, ensure_ascii=False).encode()
        return str(_read(await self._call("POST", "/richmenu", data, "application/json"))[_ID])

    async def draw(self, menu: str, picture: bytes) -> None:
        """Give a menu its picture, a PNG; one that has its picture already keeps it.

        Raises:
            CannotReach
        """
        url = f"{self._data_url}/richmenu/{quote(menu, safe='')}/content"
        headers = self._bearer | {"Content-Type": "image/png"}
        reply = await self._http.post(url, picture, headers)
        refuse_silence(reply)
        if reply.status != OK and b"already" not in reply.body:
            raise CannotReach(str(reply.status))

    async def show(self, menu: str) -> None:
        """Show a menu to everybody who has none of their own (既定のメニューにする).

        Raises:
            CannotReach
        """
        await self._call("POST", f"/user/all/richmenu/{quote(menu, safe='')}", b"")

    async def give(self, menu: str, users: Sequence[str]) -> None:
        """Show a menu to some people instead of everybody's (個別のメニュー).

        Args:
            users: at most ``MOST_AT_ONCE``; one alone is asked for alone.

        Raises:
            CannotTakeParcel: somebody among them is not known there.
            CannotReach
        """
        if len(users) == 1:
            path = f"/user/{quote(users[0], safe='')}/richmenu/{quote(menu, safe='')}"
            await self._for_people("POST", path, b"")
            return
        told = {"richMenuId": menu, "userIds": list(users)}
        await self._in_bulk("/richmenu/bulk/link", told)

    async def take_back(self, users: Sequence[str]) -> None:
        """Show everybody's menu again to some people (個別のメニューをやめる).

        Raises:
            CannotTakeParcel: somebody among them is not known there.
            CannotReach
        """
        if len(users) == 1:
            path = f"/user/{quote(users[0], safe='')}/richmenu"
            await self._for_people("DELETE", path)
            return
        await self._in_bulk("/richmenu/bulk/unlink", {"userIds": list(users)})

    async def _in_bulk(self, path: str, told: Mapping[str, Any]) -> None:
        """Ask for many people; LINE allows few such calls in a second."""
        pause = self._next_bulk - monotonic()
        if pause > 0:
            await asyncio.sleep(pause)
        self._next_bulk = monotonic() + BULK_S
        await self._for_people("POST", path, json.dumps(told).encode(), "application/json")

    async def _for_people(
        self, method: str, path: str, data: bytes | None = None, kind: str = ""
    ) -> None:
        headers = self._bearer | ({"Content-Type": kind} if kind else {})
        reply = await self._http.call(method, self._url + path, data, headers)
        refuse_silence(reply)
        if reply.status in UNKNOWN:
            raise CannotTakeParcel(str(reply.status))
        if reply.status not in DONE:
            raise CannotReach(str(reply.status))

    async def hide(self) -> None:
        """Show no menu any more (既定のメニューをやめる).

        Raises:
            CannotReach
        """
        await self._call("DELETE", "/user/all/richmenu", missing_ok=True)

    async def remove(self, menu: str) -> None:
        """Take a menu away; one that is gone is gone.

        Raises:
            CannotReach
        """
        await self._call("DELETE", f"/richmenu/{quote(menu, safe='')}", missing_ok=True)

    async def close(self) -> None:
        """Close the connection."""
        await self._http.close()

    async def _call(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        kind: str = "",
        *,
        missing_ok: bool = False,
    ) -> Reply:
        headers = self._bearer | ({"Content-Type": kind} if kind else {})
        reply = await self._http.call(method, self._url + path, data, headers)
        refuse_silence(reply)
        if reply.status != OK and not (missing_ok and reply.status == MISSING):
            raise CannotReach(str(reply.status))
        return reply


_ID = "richMenuId"


def _read(reply: Reply) -> Any:  # noqa: ANN401 - what LINE says
    try:
        said = json.loads(reply.body)
    except ValueError:
        raise CannotReach("json") from None
    if not isinstance(said, dict) or not (_ID in said or "richmenus" in said):
        raise CannotReach("json")
    return said


def menu_of(content: Mapping[str, Any], *, name: str, links: str) -> dict[str, Any]:
    """Return a menu as LINE wants it (LINEの形).

    Args:
        content: the menu in one language, as ``menu_in`` gives it.
        links: how the town's addresses begin, without a slash at the end.
    """
    rows: Sequence[Sequence[Mapping[str, Any]]] = content["rows"]
    language = content.get("language", "ja")
    places = bounds_of([len(row) for row in rows])
    buttons = [button for row in rows for button in row]
    spots = [spot for row in places for spot in row]
    return {
        "size": {"width": WIDTH, "height": ROW_HEIGHT * len(rows)},
        "selected": True,
        "name": name,
        "chatBarText": content["bar"],
        "areas": [
            {"bounds": _bounds(spot), "action": _action(button, links, language)}
            for button, spot in zip(buttons, spots, strict=True)
        ],
    }


def _bounds(spot: Bounds) -> dict[str, int]:
    return {"x": spot.x, "y": spot.y, "width": spot.width, "height": spot.height}


def _action(button: Mapping[str, Any], links: str, language: str) -> dict[str, str]:
    label = button["name"]["ja"]
    if page := button.get("page"):
        return {"type": "uri", "label": label, "uri": links + page_in(page, language)}
    if says := button.get("says"):
        return {"type": "message", "label": label, "text": says}
    press = button["press"]
    return {"type": "postback", "label": label, "data": press, "displayText": label}
