"""A dispatcher in a process of its own (測定用の送信係): ``python -m benchmarks.dispatching``.

Sends to the simulated providers on two ports until its input ends; says when it is ready, and at
the end how much processor time and memory it took.
"""

import asyncio
import os
import resource
import sys
from threading import Event, Thread

import django


def main() -> None:
    """Dispatch until told to stop."""
    http, smtp = (int(word) for word in sys.argv[1:])
    over = Event()
    Thread(target=_until_the_input_ends, args=(over,), daemon=True).start()
    asyncio.run(_dispatch(http, smtp, over))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss / 1024:.0f}", flush=True)


def _until_the_input_ends(over: Event) -> None:
    sys.stdin.read()
    over.set()


async def _dispatch(http: int, smtp: int, over: Event) -> None:
    from tsunagaru.engines.messages.gateways.opening import open_channels  # noqa: PLC0415 - after set-up
    from tsunagaru.engines.messages.gateways.simulators.demo import contracts_at  # noqa: PLC0415
    from tsunagaru.engines.messages.services.dispatching import Dispatcher  # noqa: PLC0415

    timeout_s = float(os.environ.get("TSUNAGARU_BENCH_TIMEOUT_S", "10"))
    channels = open_channels(contracts_at(http, smtp, timeout_s=timeout_s))
    print("ready", flush=True)
    await Dispatcher(channels, owner=f"bench:{os.getpid()}").run(over.is_set)
    for channel in channels.values():
        await channel.close()


if __name__ == "__main__":
    django.setup()
    main()
