"""All indicators over a million events (指標の性能), as the dashboard asks for them.

The town's own indicators, every event the code declares and every event planned; each database is
measured by a process of its own.
"""

from benchmarks import scratch
from benchmarks.bars import Bar

MODULE = "measure_indicators"


def run() -> list[Bar]:
    """Measure on SQLite, and on PostgreSQL where a server is named."""
    with scratch.sqlite() as environment:
        found = scratch.measured(MODULE, environment)
    if address := scratch.postgresql_address():
        with scratch.postgresql(address) as environment:
            found += scratch.measured(MODULE, environment)
    return found
