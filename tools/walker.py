"""Walks a form like a browser without JavaScript (書式の歩行): reads a page, fills it in, sends it.

It knows no page by name: it finds the form, its hidden fields and its questions in the HTML.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic
from urllib.parse import urljoin, urlsplit

import aiohttp
from lxml import html


@dataclass(frozen=True)
class Upload:
    """A file to be sent (添付ファイル)."""

    name: str
    content: bytes
    media_type: str


Answer = str | Upload
Answers = Mapping[str, Answer]
MOST_PAGES = 12
DONE = "/apply/done/"
TRY_AGAIN = {500, 502, 503, 504}
ONWARD = {301, 302, 303, 307, 308}
PAUSE_S = 0.15
PROCEDURE = "dog-registration"
DOG: Answers = {
    "owner-family": "小山",
    "owner-given": "花子",
    "owner-family_kana": "コヤマ",
    "owner-given_kana": "ハナコ",
    "address-postal_code": "410-1311",
    "address-prefecture": "静岡県",
    "address-city": "駿東郡小山町",
    "address-town": "小山",
    "address-street": "57-2",
    "phone": "0550-76-1111",
    "dog_name": "ポチ",
    "breed": "柴犬",
    "colour": "茶",
    "sex": "male",
    "born_on-era": "ad",
    "born_on-year": "2024",
    "born_on-month": "4",
    "born_on-day": "1",
    "kept_since-era": "ad",
    "kept_since-year": "2024",
    "kept_since-month": "7",
    "kept_since-day": "15",
    "features": "左の耳だけ白い",
    "same_place": "same",
    "microchip": "none",
    "vaccinated": "not_yet",
    "correct": "on",
}


class CannotWalkOn(Exception):
    """The form would not go on (先へ進めません)."""


@dataclass(frozen=True)
class Page:
    """An answer of the server: its address after redirects, and its HTML."""

    address: str
    status: int
    body: bytes


@dataclass
class Walker:
    """One person with a browser (利用者).

    Args:
        session: with its own cookies.
        address: of the town.
        patience_s: how long a failed request is tried again before giving up.
        after_step: told after each answered request, with its number.
        received: bytes of the answers, as they came over the wire, headers not counted.
    """

    session: aiohttp.ClientSession
    address: str
    patience_s: float = 0
    after_step: Callable[[int], Awaitable[None]] | None = None
    steps: int = field(default=0, init=False)
    tries: int = field(default=0, init=False)
    received: int = field(default=0, init=False)

    async def apply(self, procedure: str, answers: Answers, *, twice: bool = False) -> str:
        """Go through a whole application (申請を最後まで歩く).

        Args:
            twice: press the last button twice at the same moment.

        Returns:
            The path of the receipt.

        Raises:
            CannotWalkOn: a page would not go on, or the server stayed away.
        """
        page = await self.get(f"/apply/{procedure}/")
        for _ in range(MOST_PAGES):
            if DONE in page.address:
                return urlsplit(page.address).path
            here = page.address
            page = await self.send(page, answers, twice=twice and here.endswith("/confirm/"))
            if page.address == here:
                raise CannotWalkOn(f"{here}: {problems_on(page)}")
        raise CannotWalkOn(page.address)

    async def get(self, path: str) -> Page:
        """Open a page, following redirects."""
        return await self._follow(await self._ask("GET", urljoin(self.address, path)))

    async def enter(self, login: str) -> Page:
        """Sign in at the demo's door as one of its people."""
        return await self.send(await self.get("/demo/"), {"login": login})

    async def send(self, page: Page, answers: Answers, *, twice: bool = False) -> Page:
        """Fill in the form of a page and send it, as its main button does."""
        action, pairs = fill(page, answers)
        asked = [self._ask("POST", action, pairs) for _ in range(2 if twice else 1)]
        return await self._follow((await asyncio.gather(*asked))[-1])

    async def press(self, action: str, pairs: list[tuple[str, Answer]]) -> Page:
        """Send these pairs, as a button with a value of its own does."""
        return await self._follow(await self._ask("POST", action, pairs))

    async def _follow(self, answer: tuple[Page, str]) -> Page:
        page, onward = answer
        while onward:
            page, onward = await self._ask("GET", onward)
        if page.status >= HTTPStatus.BAD_REQUEST and page.status != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise CannotWalkOn(f"{page.status} {page.address}: {problems_on(page)}")
        return page

    async def _ask(
        self, method: str, address: str, pairs: list[tuple[str, Answer]] | None = None
    ) -> tuple[Page, str]:
        """Send one request until it is answered; return the page and where it leads on to."""
        end = monotonic() + self.patience_s
        while True:
            self.tries += 1
            try:
                answer = await self._once(method, address, pairs)
                if answer[0].status not in TRY_AGAIN or monotonic() > end:
                    break
            except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
                if monotonic() > end:
                    raise CannotWalkOn(f"{method} {address}: {error!r}") from error
            await asyncio.sleep(PAUSE_S)
        self.steps += 1
        if self.after_step:
            await self.after_step(self.steps)
        return answer

    async def _once(
        self, method: str, address: str, pairs: list[tuple[str, Answer]] | None
    ) -> tuple[Page, str]:
        data = _form_data(pairs or []) if method == "POST" else None
        async with self.session.request(
            method, address, data=data, allow_redirects=False, headers={"Referer": address}
        ) as response:
            body = await response.read()
            self.received += int(response.headers.get("Content-Length") or len(body))
            onward = response.headers.get("Location", "") if response.status in ONWARD else ""
            page = Page(address, response.status, body)
            return page, urljoin(address, onward) if onward else ""


def _form_data(pairs: list[tuple[str, Answer]]) -> aiohttp.FormData:
    """Return what a browser would send: with a file as parts, otherwise as one line."""
    data = aiohttp.FormData()
    for name, value in pairs:
        if isinstance(value, Upload):
            kind = value.media_type
            data.add_field(name, value.content, filename=value.name, content_type=kind)
        else:
            data.add_field(name, value)
    return data


def new_session(timeout_s: float = 60) -> aiohttp.ClientSession:
    """Return a browser of one's own: separate cookies, kept connections."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        timeout=aiohttp.ClientTimeout(total=timeout_s),
        connector=aiohttp.TCPConnector(limit=4),
    )


def fill(page: Page, answers: Answers) -> tuple[str, list[tuple[str, Answer]]]:
    """Return where a page's form goes to and what it sends.

    What is filled in already stays, unless there is an answer for it.

    Raises:
        CannotWalkOn: the page has no form to send.
    """
    forms = html.document_fromstring(page.body).xpath("//main//form[@method='post']")
    if not forms:
        raise CannotWalkOn(f"{page.address}: no form; {problems_on(page)}")
    form = forms[-1]
    pairs: list[tuple[str, Answer]] = []
    for box in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        pairs += _pairs_of(box, answers)
    return urljoin(page.address, form.get("action") or page.address), pairs


def _pairs_of(box: html.HtmlElement, answers: Answers) -> list[tuple[str, Answer]]:
    name, kind = box.get("name"), box.get("type", "text")
    wanted = answers.get(name)
    if kind == "file":
        return [(name, wanted)] if isinstance(wanted, Upload) else []
    if kind in {"submit", "button", "image"}:
        return []
    if kind in {"radio", "checkbox"}:
        value = box.get("value", "on")
        chosen = box.get("checked") is not None if wanted is None else value == wanted
        return [(name, value)] if chosen else []
    kept = (box.value or "").removeprefix("\n")  # HTML drops a text area's first line break
    return [(name, kept if wanted is None else wanted)]


def problems_on(page: Page) -> str:
    """Return what a page says is wrong, for whoever reads the failure."""
    if not page.body.strip():
        return ""
    found = html.document_fromstring(page.body).xpath(
        "//*[contains(@class,'error')]//text() | //main//h1//text()"
    )
    return " ".join(text.strip() for text in found if text.strip())[:400]
