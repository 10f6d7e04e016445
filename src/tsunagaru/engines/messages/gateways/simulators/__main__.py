"""``python -m tsunagaru.engines.messages.gateways.simulators``: providers for drills and demos.

``--port N`` takes N for LINE, push, SMS and orders, and N + 1 for mail; else any free ports.
"""

import asyncio
import os
import sys
from argparse import ArgumentParser
from contextlib import suppress

from tsunagaru.engines.messages.gateways.simulators.providers import serve


def main() -> int:
    """Serve the simulated providers; a town in production has none."""
    if os.environ.get("TSUNAGARU_PRODUCTION", "") == "1":
        sys.stderr.write("本番では、模擬の送信事業者は動きません。\n")
        return 1
    parser = ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    port = parser.parse_args().port
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(http=port, smtp=port + 1 if port else 0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
