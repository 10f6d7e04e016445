"""People who apply and pay during a drill (訓練の納付者), on the simulated provider's page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from urllib.parse import urljoin

from lxml import html

from tests.drills.crowd import PATIENCE_S, Crowd, mailbox
from tools.walker import Answer, Answers, CannotWalkOn, Page, Walker, new_session
from tsunagaru.kernel import clock

PROCEDURE = "bulky-waste"
PAY = re.compile(r"/pay/[0-9a-f-]{36}/link/[a-z2-7]+/")
HOSTED = re.compile(r"http://127\.0\.0\.1:\d+/hosted/[A-Za-z0-9_-]+")
LATE_EACH, TWICE_EACH = 7, 5  # every so many-th withdraws before paying, or presses twice


def answers(number: int) -> Answers:
    """Return what one person answers; the amount differs from person to person."""
    day = clock.day_of(clock.now()) + timedelta(days=12)
    return {
        "kinds": "futons",
        "futons": str(1 + number % 9),
        "address-postal_code": "410-1311",
        "address-prefecture": "静岡県",
        "address-city": "駿東郡小山町",
        "address-town": "小山",
        "address-street": "57-2",
        "spot": "玄関の前",
        "wanted_on-era": "ad",
        "wanted_on-year": str(day.year),
        "wanted_on-month": str(day.month),
        "wanted_on-day": str(day.day),
        "person-family": "小山",
        "person-given": "花子",
        "person-family_kana": "コヤマ",
        "person-given_kana": "ハナコ",
        "phone": "0550-76-1111",
        "email": mailbox(number),
        "household": "on",
    }


@dataclass
class Payers(Crowd):
    """Some people at once, each applying and paying, again and again.

    Args:
        paid: numbers of those who saw that their payment arrived.
        withdrawn: numbers of those who withdrew between the provider's page and the payment.
    """

    paid: set[int] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)

    async def _person(self, login: str, numbers: Iterator[int]) -> None:
        async with new_session(timeout_s=30) as session:
            walker = Walker(session, self.address, patience_s=PATIENCE_S)
            await self._enter(walker, login)
            for number in numbers:
                walker.steps = 0
                walker.after_step = self._watch(number)
                try:
                    twice = number % TWICE_EACH == 0
                    self.receipts[number] = await walker.apply(
                        PROCEDURE, answers(number), twice=twice
                    )
                    await self._pay(walker, number)
                except CannotWalkOn as error:
                    self.failures.append(f"{number}: {error}")

    async def _pay(self, walker: Walker, number: int) -> None:
        done = await walker.get(self.receipts[number])
        page = await walker.get(_found(PAY, done))
        start = page.address.rstrip("/") + "/start/"
        ready = await press(walker, page, start, "provider", ("payjp", "paypay")[number % 2])
        hosted = await walker.get(_found(HOSTED, ready))
        if number % LATE_EACH == LATE_EACH - 1:
            await self._withdraw(walker, number)
            if "支払わずに戻る" in _text(hosted):
                await press(walker, hosted, hosted.address, "act", "pay")
            return
        await press(walker, hosted, hosted.address, "act", "pay")
        await self._wait(walker, page.address.rstrip("/") + "/result/")
        self.paid.add(number)

    async def _withdraw(self, walker: Walker, number: int) -> None:
        receipt = self.receipts[number].rstrip("/").split("/")[-1]
        page = await walker.get(f"/applications/{receipt}/withdraw/")
        await walker.send(page, {})
        self.withdrawn.add(number)

    async def _wait(self, walker: Walker, address: str) -> None:
        """Look at the result until the money is there, as the page says to do."""
        end = monotonic() + PATIENCE_S
        while "お支払いを確認しました" not in _text(await walker.get(address)):
            if monotonic() > end:
                raise CannotWalkOn(f"{address}: the payment never arrived")


async def press(walker: Walker, page: Page, action: str, name: str, value: str) -> Page:
    """Press a button that carries a value."""
    pairs: list[tuple[str, Answer]] = []
    for form in html.document_fromstring(page.body).xpath("//main//form[@method='post']"):
        if urljoin(page.address, form.get("action") or page.address) == action:
            pairs = [(one.get("name"), one.get("value")) for one in form.xpath(".//input[@name]")]
    return await walker.press(action, [*pairs, (name, value)])


def _found(pattern: re.Pattern[str], page: Page) -> str:
    found = pattern.search(page.body.decode())
    if found is None:
        raise CannotWalkOn(f"{page.address}: no {pattern.pattern}: {_text(page)[:300]}")
    return found[0]


def _text(page: Page) -> str:
    return page.body.decode()
