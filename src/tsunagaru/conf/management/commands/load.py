"""``tsunagaru load DIR``: reads a town folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagaru.conf.loading import load
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import CannotLoad


class Command(BaseCommand):
    """Validate and load a town folder (町フォルダの読み込み)."""

    help = "町フォルダを検査し、読み込みます。 / Validate and load a town folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and the dry run."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="差分だけを表示します")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Load, telling each difference; or tell every mistake.

        Raises:
            CommandError: the folder has mistakes; nothing was loaded.
        """
        if not options["folder"].is_dir():
            message = f"フォルダがありません / no such folder: {options['folder']}"
            raise CommandError(message)
        try:
            changes = load(options["folder"], at=clock.now(), dry_run=options["dry_run"])
        except CannotLoad as error:
            raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(str(change))
        verb = "変更の予定" if options["dry_run"] else "変更"
        self.stdout.write(f"{verb}：{len(changes)}件 / {len(changes)} change(s)")
