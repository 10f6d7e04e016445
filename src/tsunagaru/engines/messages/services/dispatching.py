"""The dispatcher (送信係): takes chunks, hands them to the channels, writes down what they said.

Every channel has its own places in the air, and some that only alerts may use, so that a provider
that hangs holds up nobody else. The database is used from two threads of their own; it is never
kept waiting by a provider. As many dispatchers as one likes may run, in any processes.

A chunk of a provider that cannot tell what it had already keeps its place until its report is
written: however slow the database, a death doubles no more than was in the air.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial

from tsunagaru.engines.messages.gateways.channels import (
    Answer,
    CannotReach,
    CannotTakeParcel,
    Channel,
    Kind,
    Result,
)
from tsunagaru.engines.messages.gateways.shut import Shut
from tsunagaru.engines.messages.queries.briefs import brief_of, get_ready
from tsunagaru.engines.messages.queries.outbox import has_due, is_idle
from tsunagaru.engines.messages.services.carrying import (
    Desk,
    Report,
    Work,
    take_work,
    write_what_goes,
)
from tsunagaru.engines.messages.services.choosing import choose_due
from tsunagaru.engines.messages.services.clerks import Clerk, Closer
from tsunagaru.engines.messages.services.releasing import release_due
from tsunagaru.kernel import clock

log = logging.getLogger(__name__)
POLL_S = 0.1
RELEASE_S = 1.0
LONGEST_S = 45  # below the lease: a chunk that takes longer is sent again
FOR_ALERTS = 2
REPORTS_A_COMMIT = 40


class Dispatcher:
    """One dispatcher (送信係).

    Args:
        channels: where parcels go; for a channel that is not there, people are reached another way.
        owner: its name in the leases, unlike any other's.
        at: the clock.
    """

    def __init__(
        self,
        channels: Mapping[Kind, Channel],
        *,
        owner: str,
        at: Callable[[], datetime] = clock.now,
    ) -> None:
        shut: dict[Kind, Channel] = {kind: Shut(kind) for kind in Kind}
        self._channels = shut | dict(channels)
        self._owner = owner
        self._at = at
        self._reports: asyncio.Queue[tuple[Report, asyncio.Event]] = asyncio.Queue()
        self._brief = lru_cache(maxsize=64)(brief_of)  # what was let go never changes
        self._stopping = False
        self.is_busy = False
        self._reading, self._writing = Clerk("read"), Clerk("write")
        self._closer = Closer(at)

    async def run(self, stop: Callable[[], bool], *, until_idle: bool = False) -> None:
        """Dispatch until told to stop, or until nothing is left (送信を続ける)."""
        self.is_busy = True
        get_ready()
        writer = asyncio.create_task(self._write_for_ever())
        closer = asyncio.create_task(self._closer.run())
        serving = [asyncio.create_task(self._serve(one)) for one in self._channels.values()]
        try:
            while not stop() and not (until_idle and await self._is_idle()):
                await self._reading.do(lambda: release_due(at=self._at()))
                await self._reading.do(lambda: choose_due(at=self._at()))
                due = await self._reading.do(lambda: has_due(self._at()))
                self.is_busy = due is not False
                await asyncio.sleep(POLL_S if until_idle else RELEASE_S)
        finally:
            self._stopping = True
            await asyncio.gather(*serving)
            await self._reports.join()
            writer.cancel()
            closer.cancel()
            await asyncio.wait((closer,))
            for clerk in (self._reading, self._writing):
                await clerk.leave()

    async def _is_idle(self) -> bool:
        idle = await self._reading.do(is_idle)
        return bool(idle) and self._reports.empty()

    async def _serve(self, channel: Channel) -> None:
        """Keep a channel busy, as far as its places go (経路を回す)."""
        flying: set[asyncio.Task[None]] = set()
        while not self._stopping:
            works = await self._taken(channel, len(flying))
            flying |= {asyncio.create_task(self._carry(channel, work)) for work in works}
            for task in flying:
                task.add_done_callback(flying.discard)
            if works and len(flying) < channel.limits.at_once:
                continue
            await (asyncio.wait(flying, timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
                   if flying else asyncio.sleep(POLL_S))  # fmt: skip
        if flying:
            await asyncio.wait(flying)

    async def _taken(self, channel: Channel, flying: int) -> list[Work]:
        free = channel.limits.at_once - flying
        alerts_only = free <= 0
        most = free if free > 0 else FOR_ALERTS + free
        if most <= 0:
            return []
        desk = Desk(channel.kind, channel.limits, self._owner, self._brief)
        take = partial(take_work, desk, most, at=self._at(), alerts_only=alerts_only)
        return await self._reading.do(take) or []

    async def _carry(self, channel: Channel, work: Work) -> None:
        """Hand one chunk to its channel, and report (引き渡す)."""
        try:
            async with asyncio.timeout(LONGEST_S):
                answers = await channel.send(work.parcel)
        except CannotTakeParcel as refusal:
            report = _refused(work, refusal.code)
        except CannotReach as failure:
            report = Report(work, code=failure.code, wait_s=failure.wait_s)
        except TimeoutError:
            report = Report(work, code="timeout")
        except Exception as error:  # whatever one channel raises must not stop the others
            log.warning("channel %s failed", channel.kind, exc_info=error)
            report = Report(work, code=type(error).__name__[:40])
        else:
            later = [a for a in answers if a.result == Result.LATER]
            code = (later[0].code or "later") if later else ""
            report = Report(work, answers, code=code)
        written = asyncio.Event()
        self._reports.put_nowait((report, written))
        if not channel.limits.same_recipients:
            await written.wait()

    async def _write_for_ever(self) -> None:
        """Write reports down as they come, many in one commit (記録する)."""
        while True:
            reports = [await self._reports.get()]
            while len(reports) < REPORTS_A_COMMIT and not self._reports.empty():
                reports.append(self._reports.get_nowait())
            known = [report for report, _ in reports]
            write = partial(write_what_goes, known, owner=self._owner, at=self._at())
            while (touched := await self._writing.do(write)) is None:
                await asyncio.sleep(POLL_S)
            self._closer.call(touched)
            for _, written in reports:
                written.set()
                self._reports.task_done()


def _refused(work: Work, code: str) -> Report:
    """Split a refused chunk; one recipient alone is the one it was refused for."""
    rows = work.parcel.recipients
    if len(rows) == 1:
        return Report(work, [Answer(rows[0].seq, Result.REFUSED, code=code)])
    return Report(work, split=True)
