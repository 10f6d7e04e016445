"""``tsunagaru dump DIR``: writes the town folder from the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.conf.loading import dump


class Command(TownCommand):
    """Write the town folder (町フォルダの書き出し)."""

    help = "町フォルダを書き出します。 / Write the town folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Write every part's files."""
        dump(options["folder"])
        self.stdout.write(f"書き出しました / written: {options['folder']}")
