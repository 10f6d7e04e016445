"""Bars of the ledger: one event, and all indicators over a million (台帳の性能).

Run alone: ``python -m benchmarks.events``. Each database is measured by a process of its own.
"""

import json
import subprocess
import sys
from collections.abc import Mapping

from benchmarks import bars, scratch
from benchmarks.bars import Bar

MEASURE = "import django; django.setup(); from benchmarks import measure_events as m; m.main()"


def run() -> list[Bar]:
    """Measure on SQLite, and on PostgreSQL where a server is named."""
    with scratch.sqlite() as environment:
        found = _measured(environment)
    if address := scratch.postgresql_address():
        with scratch.postgresql(address) as environment:
            found += _measured(environment)
    return found


def _measured(environment: Mapping[str, str]) -> list[Bar]:
    command = [sys.executable, "-c", MEASURE]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [Bar(**one) for one in json.loads(done.stdout.splitlines()[-1])]


if __name__ == "__main__":
    measured = run()
    bars.show(measured)
    bars.save(measured)
