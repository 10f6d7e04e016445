"""What a provider tells the town by itself (通知の送り出し): twice, late or backwards on demand."""

import asyncio
from collections.abc import Callable, Sequence

import aiohttp

from tsunagaru.engines.messages.gateways.simulators.knobs import Knobs

TRIES, FIRST_WAIT_S, TIMEOUT_S, GOOD = 4, 0.25, 5, 300
Signed = Callable[[bytes], dict[str, str]]


class Hooks:
    """Sends notifications until the town has taken them (Webhook)."""

    def __init__(self) -> None:
        self._errands: set[asyncio.Task[None]] = set()

    def send(self, bodies: Sequence[Callable[[bool], bytes]], knobs: Knobs, signed: Signed) -> None:
        """Send some notifications, one after another.

        Args:
            bodies: each is told whether it is a repetition.
            signed: gives the headers of a body.
        """
        if not knobs.hook_url:
            return
        times = (False, True) if knobs.receipts_twice else (False,)
        order = reversed(bodies) if knobs.receipts_backwards else iter(bodies)
        whole = [body(again) for body in order for again in times]
        errand = _deliver(knobs.hook_url, whole, signed, knobs.receipts_late_s)
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def stop(self) -> None:
        """Forget what has not been taken."""
        for task in self._errands:
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)


async def _deliver(url: str, bodies: Sequence[bytes], signed: Signed, late_s: float) -> None:
    await asyncio.sleep(late_s)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        for body in bodies:
            await _until_taken(session, url, body, signed)


async def _until_taken(
    session: aiohttp.ClientSession, url: str, body: bytes, signed: Signed
) -> None:
    for attempt in range(TRIES):
        try:
            async with session.post(url, data=body, headers=signed(body)) as answer:
                if answer.status < GOOD:
                    return
        except (aiohttp.ClientError, TimeoutError):
            pass
        await asyncio.sleep(FIRST_WAIT_S * 2**attempt)
