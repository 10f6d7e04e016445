"""Many people apply at once (同時の申請): a process of its own, so that its cost is its own.

``python -m benchmarks.client ADDRESS USERS APPLICATIONS``; prints one line of JSON.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from time import monotonic, process_time

from tools.walker import DOG, PROCEDURE, CannotWalkOn, Walker, new_session

PRESSES_TWICE = 10  # every tenth person presses the last button twice


@dataclass
class Outcome:
    """What the clients saw (利用者から見た結果)."""

    receipts: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    requests: int = 0
    wall_s: float = 0
    cpu_s: float = 0


async def apply_all(address: str, users: int, applications: int) -> Outcome:
    """Let so many people at once hand in so many applications in all."""
    outcome, numbers = Outcome(), iter(range(applications))
    start = monotonic()
    await asyncio.gather(*(_person(address, numbers, outcome) for _ in range(users)))
    outcome.wall_s, outcome.cpu_s = monotonic() - start, process_time()
    return outcome


async def _person(address: str, numbers: Iterator[int], outcome: Outcome) -> None:
    for number in numbers:
        async with new_session(timeout_s=120) as session:
            walker, begun = Walker(session, address), monotonic()
            answers = {**DOG, "email": f"person-{number}@bench.example"}
            try:
                twice = number % PRESSES_TWICE == 0
                outcome.receipts.append(await walker.apply(PROCEDURE, answers, twice=twice))
                outcome.times_s.append(monotonic() - begun)
            except CannotWalkOn as error:
                outcome.failures.append(str(error))
            outcome.requests += walker.steps


if __name__ == "__main__":
    found = asyncio.run(apply_all(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
    print(json.dumps(asdict(found)))
