"""``python -m tsunagaru.engines.payments.gateways.simulator``: the demo's provider.

Reads PORT (the town's), TSUNAGARU_HOME and the same variables as the town's settings.
"""

import os
import sys
from pathlib import Path

from tsunagaru.engines.payments.gateways.simulator.demo import KEYS, port_of
from tsunagaru.engines.payments.gateways.simulator.desk import Contract, Desk
from tsunagaru.engines.payments.gateways.simulator.server import run
from tsunagaru.engines.payments.gateways.simulator.store import Store


def main() -> int:
    """Serve the demo's provider; a town in production has none."""
    if os.environ.get("TSUNAGARU_PRODUCTION", "") == "1":
        sys.stderr.write("本番では、模擬の決済事業者は動きません。\n")
        return 1
    home = Path(os.environ.get("TSUNAGARU_HOME", "var")).resolve()
    home.mkdir(parents=True, exist_ok=True)
    town = os.environ.get("PORT", "8000")
    desk = Desk(
        Store(str(home / "simulated-provider.sqlite3")),
        {name: Contract(*pair) for name, pair in KEYS.items()},
        town=f"http://127.0.0.1:{town}",
    )
    run(desk, port_of(town))
    return 0


if __name__ == "__main__":
    sys.exit(main())
