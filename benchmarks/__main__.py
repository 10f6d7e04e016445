"""Runs all benchmarks, or those named: ``python -m benchmarks [NAME ...]`` (性能測定)."""

import os
import sys
from importlib import import_module

from rich.console import Console

from benchmarks import bars
from tools import debian
from tools.postgres import throw_away_cluster

NAMES = (
    "applications",
    "phone",
    "events",
    "indicators",
    "memory",
    "starting",
    "simulation",
    "forms",
    "full_application",
    "messages",
)


def main(names: list[str]) -> int:
    """Measure, print the table, write ``results.json``; 1 when a bar is missed."""
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"ありません / no such benchmark: {', '.join(unknown)}; {', '.join(NAMES)}")
        return 2
    if not debian.find_postgresql() and not debian.install("postgresql"):
        print("PostgreSQL がないため測定できません。 / PostgreSQL is needed.")
        return 2
    found: list[bars.Bar] = []
    with throw_away_cluster(durable=True) as cluster:
        os.environ["TSUNAGARU_BENCH_POSTGRESQL"] = cluster.address("postgres")
        for name in names or NAMES:
            Console().print(f"--- {name}", highlight=False)
            new = import_module(f"benchmarks.{name}").run()
            bars.show(new)
            found += new
            bars.save(found)
    if not names:
        bars.show(found)
    return int(not all(bar.holds for bar in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
