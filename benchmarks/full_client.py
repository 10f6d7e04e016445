"""Many people apply fully at once (同時の全申請), in a process of its own, whose cost is apart.

``python -m benchmarks.full_client ADDRESS USERS APPLICATIONS``; prints one line of JSON.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from time import monotonic, process_time

from benchmarks.full_walker import FullWalker, answers_of
from tools.walker import CannotWalkOn, Upload, new_session
from tsunagaru.ground.files.testing import a_photo

PHOTO = (1600, 1200)  # of the paper, as a phone would send it, made smaller
HOLDERS = {"card1": "hanako", "card2": "taro", "card3": "ume"}
CARDS = tuple(HOLDERS)


@dataclass
class Outcome:
    """What the clients saw (利用者から見た結果)."""

    receipts: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    requests: int = 0
    received: int = 0
    wall_s: float = 0
    cpu_s: float = 0


async def apply_all(address: str, users: int, applications: int) -> Outcome:
    """Let so many people at once hand in so many applications in all."""
    outcome, numbers = Outcome(), iter(range(applications))
    certificate = Upload("certificate.jpg", a_photo(size=PHOTO), "image/jpeg")
    start = monotonic()
    await asyncio.gather(*(_person(address, numbers, outcome, certificate) for _ in range(users)))
    outcome.wall_s, outcome.cpu_s = monotonic() - start, process_time()
    return outcome


async def link_cards(address: str) -> None:
    """Add every test card to the account of its holder, once."""
    for card, login in HOLDERS.items():
        async with new_session() as session:
            await FullWalker(session, address).link(login, card)


async def _person(
    address: str, numbers: Iterator[int], outcome: Outcome, certificate: Upload
) -> None:
    for number in numbers:
        async with new_session(timeout_s=120) as session:
            walker, begun = FullWalker(session, address), monotonic()
            card = CARDS[number % len(CARDS)]
            try:
                await walker.sign_in(card)
                path = await walker.apply_fully(card, answers_of(number), certificate)
                outcome.receipts.append(path)
                outcome.times_s.append(monotonic() - begun)
            except CannotWalkOn as error:
                outcome.failures.append(str(error))
            outcome.requests += walker.steps
            outcome.received += walker.received


if __name__ == "__main__":
    if sys.argv[2] == "link":
        asyncio.run(link_cards(sys.argv[1]))
        print("{}")
    else:
        found = asyncio.run(apply_all(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
        print(json.dumps(asdict(found)))
