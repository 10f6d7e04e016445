"""People who apply during a drill (訓練の申請者): they try again until they have a receipt."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic

from tools.walker import DOG, PROCEDURE, Answers, CannotWalkOn, Walker, new_session

RESIDENTS = ("hanako", "taro", "ume")
PATIENCE_S = 90
STEPS = 12  # requests of one application, from the first page to the receipt
After = Callable[[int, int], Awaitable[None]]


@dataclass
class Crowd:
    """Some people at once, each handing in one application after another.

    Args:
        address: of the town.
        people: how many at once.
        after_step: told the number of an application and of its step, after each answer.
        more: answers besides the usual ones.
    """

    address: str
    people: int = 12
    after_step: After | None = None
    more: Answers = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def apply(self, numbers: range) -> None:
        """Hand in these applications; blocks until all are done.

        In a thread of its own: a browser of the same session keeps its loop in the caller's.
        """
        with ThreadPoolExecutor(max_workers=1) as thread:
            thread.submit(asyncio.run, self._all(iter(numbers))).result()

    async def _all(self, numbers: Iterator[int]) -> None:
        logins = [RESIDENTS[n % len(RESIDENTS)] for n in range(self.people)]
        await asyncio.gather(*(self._person(login, numbers) for login in logins))

    async def _person(self, login: str, numbers: Iterator[int]) -> None:
        async with new_session(timeout_s=30) as session:
            walker = Walker(session, self.address, patience_s=PATIENCE_S)
            await self._enter(walker, login)
            for number in numbers:
                walker.steps = 0
                walker.after_step = self._watch(number)
                try:
                    answers = {**DOG, **self.more, "email": mailbox(number)}
                    self.receipts[number] = await walker.apply(PROCEDURE, answers)
                except CannotWalkOn as error:
                    self.failures.append(f"{number}: {error}")

    async def _enter(self, walker: Walker, login: str) -> None:
        """Sign in, again when an outage tears it."""
        end = monotonic() + PATIENCE_S
        while True:
            try:
                await walker.enter(login)
            except CannotWalkOn:
                if monotonic() > end:
                    raise
            else:
                return

    def _watch(self, number: int) -> Callable[[int], Awaitable[None]]:
        async def tell(step: int) -> None:
            if self.after_step:
                await self.after_step(number, step)

        return tell

    @property
    def acknowledged(self) -> set[str]:
        """Return the ids of the applications whose receipt a person has seen."""
        return {path.rstrip("/").split("/")[-1] for path in self.receipts.values()}


def mailbox(number: int) -> str:
    """Return the address an application gives."""
    return f"applicant-{number}@drill.example"
