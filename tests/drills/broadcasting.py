"""Processes of the drill of messages to many: ``python -m tests.drills.broadcasting ACT ...``.

``settle N ORIGIN`` writes the recipients, ``release`` lets a message go and ``compare`` one with
two wordings, ``work HTTP SMTP [STEP]`` dispatches until killed; with a step it kills itself there.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import django

AFTER_LEASE, AFTER_ANSWER, IN_WRITE = "lease", "answer", "write"
IN_CHOICE = "choice"
STEPS = (AFTER_LEASE, AFTER_ANSWER, IN_WRITE)


def main(act: str, *words: str) -> None:
    """Do what the first word says."""
    django.setup()
    if act == "settle":
        from benchmarks.recipients import settle  # noqa: PLC0415 - after set-up
        from tsunagaru.kernel import clock  # noqa: PLC0415

        settle(int(words[0]), words[1], clock.now())
    elif act in ("release", "compare"):
        _release(two=act == "compare")
    else:
        asyncio.run(_work(int(words[0]), int(words[1]), *words[2:]))


def _release(*, two: bool) -> None:
    from django.db import transaction  # noqa: PLC0415

    from tsunagaru.engines.messages.models import Broadcast  # noqa: PLC0415
    from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane  # noqa: PLC0415
    from tsunagaru.engines.messages.rules.audience import Audience, written  # noqa: PLC0415
    from tsunagaru.engines.messages.services.releasing import release  # noqa: PLC0415
    from tsunagaru.kernel import clock  # noqa: PLC0415

    with transaction.atomic():
        row = Broadcast.objects.create(
            lane=Lane.NEWS if two else Lane.ALERT,
            title="訓練",
            texts={"ja": {"title": "避難訓練", "body": "これは訓練です。"}},
            audience=written(Audience()),
            section="kikikanri",
            state=BroadcastState.APPROVED,
            made_by=uuid4(),
            made_at=clock.now(),
        )
        if two:
            _compare(row)
        release(row.pk, at=clock.now())


def _compare(row: Any) -> None:
    from tsunagaru.engines.messages.models import Comparison, Measure  # noqa: PLC0415

    Comparison.objects.create(
        broadcast=row,
        texts={"ja": {"title": "二つ目の避難訓練", "body": "これは二つ目の文面です。"}},
        share=25,
        hours=1,
        by_rule=True,
        measure=Measure.OPENED,
    )


async def _work(http: int, smtp: int, step: str = "") -> None:
    from tsunagaru.engines.messages.gateways import posting  # noqa: PLC0415
    from tsunagaru.engines.messages.gateways.opening import open_channels  # noqa: PLC0415
    from tsunagaru.engines.messages.gateways.simulators.demo import contracts_at  # noqa: PLC0415
    from tsunagaru.engines.messages.services import choosing  # noqa: PLC0415
    from tsunagaru.engines.messages.services.dispatching import Dispatcher  # noqa: PLC0415

    channels: Mapping[Any, Any] = open_channels(contracts_at(http, smtp, timeout_s=5))
    if step == AFTER_LEASE:
        channels = {kind: _Dying(one, before=True) for kind, one in channels.items()}
    elif step == AFTER_ANSWER:
        channels = {kind: _Dying(one, before=False) for kind, one in channels.items()}
    elif step == IN_WRITE:
        posting.finish = _die  # type: ignore[assignment]
    elif step == IN_CHOICE:  # the rest is let go, the choice not yet committed
        choosing.publish = _die  # type: ignore[assignment,attr-defined]
    await Dispatcher(channels, owner=f"drill:{os.getpid()}").run(lambda: False)


class _Dying:
    """A channel at which the process dies, before it calls the provider or after the answer."""

    def __init__(self, channel: Any, *, before: bool) -> None:
        self._channel, self._before = channel, before
        self.kind, self.limits = channel.kind, channel.limits

    async def send(self, parcel: Any) -> Sequence[Any]:
        """Die at the right moment."""
        if self._before:
            _die()
        answers: Sequence[Any] = await self._channel.send(parcel)
        _die()
        return answers

    async def close(self) -> None:
        """Close nothing: nobody lives that long."""


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
