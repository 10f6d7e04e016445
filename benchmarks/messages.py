"""The bars of messages to many (配信の性能). Each database is measured by its own process."""

from benchmarks import scratch
from benchmarks.bars import Bar

MODULE = "measure_messages"


def run() -> list[Bar]:
    """Measure on SQLite, and on PostgreSQL where a server is named."""
    with scratch.sqlite() as environment:
        found = scratch.measured(MODULE, environment)
    if address := scratch.postgresql_address():
        with scratch.postgresql(address) as environment:
            found += scratch.measured(MODULE, environment)
    return found
