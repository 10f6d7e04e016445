"""What goes wrong on demand (故障の注文), and what every address received (受信の数)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import Enum, auto
from random import Random
from time import monotonic
from typing import Any
from zlib import crc32

SHARE = 10_000


class CannotTurn(ValueError):
    """There is no such knob, or it does not take this (つまみの誤り)."""


@dataclass
class Knobs:
    """How a provider behaves (ふるまい); shares are from 0 to 1.

    Args:
        latency_ms: before every answer.
        a_second: requests a second; above it 429 (or 451); 0 for any number.
        retry_after_s: what a refusal for haste or trouble asks to wait.
        error_share: requests answered with 5xx, their work not done.
        hang_share, hang_s: requests that are answered, but only after so long.
        silent_share: requests whose work is done, but whose answer never comes.
        bad_share: addresses that never were any (400, or refused).
        blocked_share, blocked: addresses that do not take ours any more.
        receipts_twice, receipts_late_s, receipts_backwards: how receipts and webhooks come.
        hook_url: where they go; empty for nowhere.
        verify_share: of the notifications to browsers, how many are opened and checked.
    """

    latency_ms: float = 0
    a_second: float = 0
    retry_after_s: float = 1
    error_share: float = 0
    hang_share: float = 0
    hang_s: float = 30
    silent_share: float = 0
    bad_share: float = 0
    blocked_share: float = 0
    blocked: list[str] = field(default_factory=list)
    receipts_twice: bool = False
    receipts_late_s: float = 0
    receipts_backwards: bool = False
    hook_url: str = ""
    verify_share: float = 1

    def turn(self, wanted: dict[str, Any]) -> None:
        """Set some knobs.

        Raises:
            CannotTurn: an unknown one, or a value of another type; then none is set.
        """
        names = {one.name for one in fields(self)}
        for name, value in wanted.items():
            now = getattr(self, name) if name in names else None
            number = isinstance(now, int | float) and not isinstance(now, bool)
            if number and isinstance(value, int | float) and not isinstance(value, bool):
                continue
            if now is None or type(value) is not type(now):
                raise CannotTurn(name)
        for name, value in wanted.items():
            setattr(self, name, value)


class Mood(Enum):
    """How a request will fare (要求の行方)."""

    FINE = auto()
    BUSY = auto()
    BROKEN = auto()
    HANGING = auto()
    SILENT = auto()


def strikes(address: str, share: float) -> bool:
    """Tell whether an address is among a share of all; always the same ones."""
    return share > 0 and crc32(address.encode()) % SHARE < share * SHARE


class Desk:
    """One provider's behaviour and memory (窓口)."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: knobs and memory."""
        self.knobs = Knobs()
        self.requests: Counter[str] = Counter()
        self.last: list[Any] = []
        self._received: dict[bytes, Counter[str]] = {}
        self._rng = Random(1)  # noqa: S311 - the same faults each time, no secret
        self._bucket: tuple[float, float] | None = None

    def mood(self) -> Mood:
        """Return how the next request fares."""
        knobs = self.knobs
        if knobs.a_second and not self._in_time(knobs.a_second):
            return Mood.BUSY
        dice = self._rng.random()
        for share, mood in (
            (knobs.error_share, Mood.BROKEN),
            (knobs.hang_share, Mood.HANGING),
            (knobs.silent_share, Mood.SILENT),
        ):
            if dice < share:
                return mood
            dice -= share
        return Mood.FINE

    def _in_time(self, a_second: float) -> bool:
        """A bucket that holds a second's worth, full at the beginning."""
        at = monotonic()
        tokens, since = self._bucket or (a_second, at)
        tokens = min(a_second, tokens + (at - since) * a_second)
        in_time = tokens >= 1
        self._bucket = (tokens - 1 if in_time else tokens, at)
        return in_time

    def blocks(self, address: str) -> bool:
        """Tell whether an address takes nothing of ours any more."""
        return address in self.knobs.blocked or strikes(address, self.knobs.blocked_share)

    def takes(self, message: bytes, addresses: Iterable[str]) -> None:
        """Count that addresses received a message.

        Args:
            message: what makes two messages the same for whoever reads them.
        """
        counter = self._received.get(message)
        if counter is None:
            counter = self._received[message] = Counter()
        counter.update(addresses)

    def keep(self, thing: object) -> None:
        """Keep the last things that came, for whoever wants to look at them."""
        self.last.append(thing)
        if len(self.last) > 200:  # noqa: PLR2004 - enough to look at
            del self.last[:100]

    def received(self, address: str) -> int:
        """Return how many messages an address received."""
        return sum(counter[address] for counter in self._received.values())

    def report(self) -> dict[str, Any]:
        """Return what was received: all, people, what came to somebody again, and other messages.

        ``others`` counts what people received besides their first message and its doubles: where
        one message was sent, whoever got two wordings of it.
        """
        counters = list(self._received.values())
        people: set[str] = set()
        for counter in counters:
            people.update(counter)
        taken = sum(counter.total() for counter in counters)
        again = taken - sum(len(counter) for counter in counters)
        return {
            "received": taken,
            "people": len(people),
            "duplicates": again,
            "others": taken - again - len(people),
            "requests": dict(self.requests),
        }
