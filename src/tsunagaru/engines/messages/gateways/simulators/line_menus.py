"""LINE's menus as its documentation describes them (模擬のリッチメニュー)."""

import json
import re
import struct
from collections.abc import Mapping
from itertools import count
from time import monotonic
from typing import Any

from tsunagaru.engines.messages.gateways.simulators.http_server import Asked, Told
from tsunagaru.engines.messages.gateways.wording import units

MENU, EVERYBODY = "/v2/bot/richmenu", "/v2/bot/user/all/richmenu"
PEOPLE, BULK = "/v2/bot/user/", "/v2/bot/richmenu/bulk/"
MOST_PEOPLE, BULK_A_SECOND = 500, 3
PNG = b"\x89PNG\r\n\x1a\n"
MOST_BYTES, MOST_AREAS, MOST_BAR, MOST_LABEL, MOST_NAME = 1_048_576, 20, 14, 20, 300
WIDEST, NARROWEST, LOWEST, FLATTEST = 2_500, 800, 250, 1.45
USER = re.compile("U[0-9a-f]{32}")
JSON = {"Content-Type": "application/json"}


def is_about_menus(path: str) -> bool:
    """Tell whether a request is about menus, anybody's or one person's."""
    of_person = path.startswith(PEOPLE) and "/richmenu" in path
    return of_person or path.startswith((MENU, EVERYBODY))


class MenuShelf:
    """The menus of one account (メニューの棚).

    Attributes:
        shown: id of the menu that everybody sees, or empty.
        given: ids of the menus that some people see instead.
    """

    def __init__(self) -> None:
        self.menus: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.shown = ""
        self.given: dict[str, str] = {}
        self._bulk_at: list[float] = []
        self._numbers = count(1)

    def answer(self, asked: Asked) -> Told | None:
        """Answer a request about menus; None for one that nobody knows."""
        for place, answer in (
            (BULK, self._in_bulk),
            (EVERYBODY, self._of_everybody),
            (PEOPLE, self._of_person),
        ):
            if asked.path.startswith(place):
                return answer(asked)
        menu, _, rest = asked.path.removeprefix(MENU).strip("/").partition("/")
        if (asked.method, menu, rest) == ("GET", "list", ""):
            found = [{"richMenuId": id_, **one} for id_, one in self.menus.items()]
            return _say({"richmenus": found})
        if (asked.method, menu) == ("POST", ""):
            return self._make(asked.body)
        return self._of_one(menu, rest, asked) if menu in self.menus else None

    def _of_one(self, menu: str, rest: str, asked: Asked) -> Told | None:
        if (asked.method, rest) == ("POST", "content"):
            return self._draw(menu, asked.body)
        return self._remove(menu) if (asked.method, rest) == ("DELETE", "") else None

    def _of_person(self, asked: Asked) -> Told | None:
        user, _, menu = asked.path.removeprefix(PEOPLE).partition("/richmenu")
        menu = menu.strip("/")
        if not USER.fullmatch(user):
            return _refuse("The value for the 'userId' parameter is invalid")
        if asked.method == "POST":
            return self._given([user], menu)
        if menu or (asked.method == "GET" and user not in self.given):
            return None
        seen = self.given.get(user, "")
        return _say({"richMenuId": seen}) if asked.method == "GET" else self._taken_back([user])

    def _of_everybody(self, asked: Asked) -> Told | None:
        return self._show(asked.path.removeprefix(EVERYBODY).strip("/"), asked.method)

    def _in_bulk(self, asked: Asked) -> Told | None:
        """Do something for many people: 500 at most, three times a second."""
        if self._is_busy():
            return Told(429, b'{"message": "You have reached the rate limit"}', dict(JSON))
        try:
            told = json.loads(asked.body)
            users, menu = list(told["userIds"]), told.get("richMenuId", "")
            if not 0 < len(users) <= MOST_PEOPLE or not all(map(USER.fullmatch, users)):
                raise ValueError("userIds")  # noqa: TRY301 - one answer to all that is wrong
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return _refuse(str(error))
        links = asked.path.removeprefix(BULK) == "link"
        done = self._given(users, menu) if links else self._taken_back(users)
        return done and Told(202, b"{}", dict(JSON))

    def _is_busy(self) -> bool:
        now = monotonic()
        self._bulk_at = [one for one in self._bulk_at if one > now - 1]
        if len(self._bulk_at) >= BULK_A_SECOND:
            return True
        self._bulk_at.append(now)
        return False

    def _given(self, users: list[str], menu: str) -> Told | None:
        if menu not in self.pictures:
            return None
        self.given |= dict.fromkeys(users, menu)
        return _say({})

    def _taken_back(self, users: list[str]) -> Told:
        for user in users:
            self.given.pop(user, None)
        return _say({})

    def _make(self, body: bytes) -> Told:
        try:
            menu = json.loads(body)
            _check(menu)
        except (ValueError, KeyError, TypeError) as error:
            return _refuse(str(error))
        id_ = f"richmenu-{next(self._numbers):032x}"
        self.menus[id_] = menu
        return _say({"richMenuId": id_})

    def _draw(self, menu: str, picture: bytes) -> Told:
        size = self.menus[menu]["size"]
        if menu in self.pictures:
            return _refuse("An image has already been uploaded to the richmenu")
        if not picture.startswith(PNG) or len(picture) > MOST_BYTES:
            return _refuse("image")
        if struct.unpack(">II", picture[16:24]) != (size["width"], size["height"]):
            return _refuse("image size")
        self.pictures[menu] = picture
        return _say({})

    def _show(self, menu: str, method: str) -> Told | None:
        if method == "DELETE" and not menu:
            self.shown = ""
            return _say({})
        if method != "POST" or menu not in self.menus:
            return None
        if menu not in self.pictures:
            return _refuse("must upload richmenu image before applying it to user")
        self.shown = menu
        return _say({})

    def _remove(self, menu: str) -> Told:
        del self.menus[menu]
        self.pictures.pop(menu, None)
        self.given = {user: one for user, one in self.given.items() if one != menu}
        self.shown = "" if self.shown == menu else self.shown
        return _say({})


def _check(menu: Mapping[str, Any]) -> None:
    """Raise ValueError, KeyError or TypeError for what LINE would not take."""
    width, height = menu["size"]["width"], menu["size"]["height"]
    if not NARROWEST <= width <= WIDEST or height < LOWEST or width / height < FLATTEST:
        raise ValueError("size")
    if not 0 < units(menu["chatBarText"]) <= MOST_BAR or not 0 < len(menu["name"]) <= MOST_NAME:
        raise ValueError("chatBarText, name")
    if not isinstance(menu["selected"], bool) or not 0 < len(menu["areas"]) <= MOST_AREAS:
        raise ValueError("selected, areas")
    for area in menu["areas"]:
        place = area["bounds"]
        if place["x"] + place["width"] > width or place["y"] + place["height"] > height:
            raise ValueError("bounds")
        _check_action(area["action"])


def _check_action(action: Mapping[str, Any]) -> None:
    if units(action.get("label", "")) > MOST_LABEL:
        raise ValueError("label")
    wanted = {"uri": "uri", "message": "text", "postback": "data"}[action["type"]]
    if not action[wanted]:
        raise ValueError(wanted)
    if action["type"] == "uri" and not action["uri"].startswith(("http://", "https://")):
        raise ValueError("uri")


def _say(what: Mapping[str, Any]) -> Told:
    return Told(body=json.dumps(what, ensure_ascii=False).encode(), headers=dict(JSON))


def _refuse(why: str) -> Told:
    return Told(400, json.dumps({"message": why}).encode(), dict(JSON))
