"""``tsunagaru plan``: the 35 rows in the terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from rich.console import Console
from rich.table import Table

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.conf.initiatives import Row, rows
from tsunagaru.kernel import clock


class Command(TownCommand):
    """Show which initiatives work, and their indicators (取組の状況)."""

    help = "35の取組の状況を表示します。 / Show the 35 initiatives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the form of the answer."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Print a table, or JSON for programs."""
        found = rows(clock.now())
        if options["json"]:
            told = {"initiatives": [row.as_json() for row in found]}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        console = Console(width=100)
        with console.capture() as printed:
            console.print(_table(found))
        self.stdout.write(printed.get())


def _table(found: list[Row]) -> Table:
    table = Table(title="DXガイドラインの35の取組")
    table.add_column("No.")
    table.add_column("取組")
    table.add_column("状況")
    table.add_column("測れる指標", justify="right")
    words = {"live": "動いています", "partial": "一部", "not_yet": "まだ"}
    for row in found:
        star = "★" if row.priority else "　"
        measured = sum(i.measured for i in row.indicators)
        count = f"{measured} / {len(row.indicators)}"
        table.add_row(f"{row.number:02d}", f"{star}{row.title}", words[row.state], count)
    return table
