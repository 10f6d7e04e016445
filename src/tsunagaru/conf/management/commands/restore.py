"""``tsunagaru restore FILE``: brings a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from tsunagaru.conf.backup import CannotRestore, restore
from tsunagaru.conf.commanding import TownCommand
from tsunagaru.conf.preparing import adopt


class Command(TownCommand):
    """Restore a backup (復元)."""

    help = "バックアップから復元します。 / Restore a backup."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Restore, then bring an older backup up to this version.

        Raises:
            CommandError: the backup does not fit or is damaged; nothing was touched.
        """
        try:
            manifest = restore(options["file"].resolve())
        except CannotRestore as error:
            raise CommandError(str(error)) from error
        adopt()
        self.stdout.write(f"復元しました（{manifest.made_at} 時点）。")
