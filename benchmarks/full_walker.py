"""One person's full application (申請1件の全部): card, upload, signature, payment, receipt.

The stand-ins of the card provider and of the payment provider are asked in between, as a browser
would; what they send and cost counts nowhere.
"""

import asyncio
import re
from html import unescape
from urllib.parse import urlsplit

import aiohttp

from tools.walker import DOG, MOST_PAGES, Answers, CannotWalkOn, Page, Upload, Walker, fill
from tsunagaru.ground.people.gateways.card_simulator.cards import PIN, SIGN_PASSWORD
from tsunagaru.ground.people.gateways.card_simulator.holder import consent

CODE = "dog-registration"
_OUTSIDE = re.compile(r'href="(http://127\.0\.0\.1:\d+/[^"]+)"')
_PAY_LINK = re.compile(r'href="(/pay/[^"]+)"')
_CHOICES = {"vaccinated": "done"}


class FullWalker(Walker):
    """A person with a browser and a card (カードを持つ利用者)."""

    async def link(self, login: str, card: str) -> None:
        """Add the card to one of the demo's accounts."""
        await self.enter(login)
        asked = await self._sent_to(f"{self.address}/me/cards/add/")
        page = await self.get(await asyncio.to_thread(consent, asked, card, PIN))
        if "/me/cards/" not in page.address:
            raise CannotWalkOn(f"card not added: {page.address}")

    async def sign_in(self, card: str) -> None:
        """Sign in with the card."""
        asked = await self._sent_to(f"{self.address}/sign-in/card/?next=/apply/{CODE}/")
        page = await self.get(await asyncio.to_thread(consent, asked, card, PIN))
        if f"/apply/{CODE}/" not in page.address:
            raise CannotWalkOn(f"not signed in: {page.address}")

    async def _sent_to(self, address: str) -> str:
        """Return where a page of the town sends one on to, without going there."""
        _page, onward = await self._ask("GET", address)
        return onward

    async def apply_fully(self, card: str, answers: Answers, certificate: Upload) -> str:
        """Fill in, upload, sign, hand in and pay; return the path of the receipt."""
        page = await self.get(f"/apply/{CODE}/")
        page = await self._fill_in(page, {**answers, **_CHOICES, "certificate": certificate})
        done = await self.send(await self._sign(page, card), {})
        if "/apply/done/" not in done.address:
            raise CannotWalkOn(f"not handed in: {done.address}")
        await self._pay(done)
        return urlsplit(done.address).path

    async def _fill_in(self, page: Page, answers: Answers) -> Page:
        for _ in range(MOST_PAGES):
            if page.address.endswith("/confirm/"):
                return page
            page = await self.send(page, answers)
        raise CannotWalkOn(f"never came to the end: {page.address}")

    async def _sign(self, page: Page, card: str) -> Page:
        """Sign exactly what is to be handed in, with the card's other certificate."""
        _action, pairs = fill(page, {})
        asked = await self.press(page.address.replace("/confirm/", "/sign/"), pairs)
        there = _outside(asked)
        return await self.get(await asyncio.to_thread(consent, there, card, SIGN_PASSWORD))

    async def _pay(self, done: Page) -> None:
        found = _PAY_LINK.search(done.body.decode())
        if found is None:
            raise CannotWalkOn(f"nothing to pay: {done.address}")
        asked = await self.get(found[1])
        _action, pairs = fill(asked, {})
        start = asked.address.rstrip("/") + "/start/"
        ready = await self.press(start, [*pairs, ("provider", "payjp")])
        await self._press_outside(_outside(ready))
        result = await self.get(urlsplit(asked.address).path.rstrip("/") + "/result/")
        if "お支払いを確認しました" not in result.body.decode():
            raise CannotWalkOn(f"not paid: {result.address}")

    async def _press_outside(self, address: str) -> None:
        """Pay on the provider's page."""
        async with aiohttp.ClientSession() as outside:
            sent = outside.post(address, data={"act": "pay"}, allow_redirects=False)
            async with sent as answer:
                await answer.read()


def _outside(page: Page) -> str:
    found = _OUTSIDE.search(page.body.decode())
    if found is None:
        raise CannotWalkOn(f"no way on to a provider: {page.address}")
    return unescape(found[1])


def answers_of(number: int) -> Answers:
    """Return what the person with a number fills in."""
    return {**DOG, "email": f"person-{number}@bench.example"}
