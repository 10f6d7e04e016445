"""``tsunagaru load DIR``: reads a town folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.conf.loading import CannotOverwrite, load
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import CannotLoad, Edited

EDITED = (
    "画面で編集した手続きを、フォルダの内容で元に戻すことになるため、何も読み込みませんでした。\n"
    "{found}\n"
    "画面の版を残すには --keep-edited を、"
    "フォルダの版にするには --overwrite-edited を付けてください。\n"
    "画面の版をフォルダに書き出すには tsunagaru dump を使います。\n"
    "Nothing was loaded: the folder would undo edits made in the browser."
)


class Command(TownCommand):
    """Validate and load a town folder (町フォルダの読み込み)."""

    help = "町フォルダを検査し、読み込みます。 / Validate and load a town folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and the dry run."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="差分だけを表示します")
        choice = parser.add_mutually_exclusive_group()
        for value, text in (
            (Edited.KEEP, "画面で編集した手続きは、画面の版を残します"),
            (Edited.OVERWRITE, "画面で編集した手続きも、フォルダの版にします"),
        ):
            choice.add_argument(
                f"--{value}-edited", dest="edited", action="store_const", const=value, help=text
            )

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Load, telling each difference; or tell every mistake.

        Raises:
            CommandError: the folder has mistakes; nothing was loaded.
        """
        if not options["folder"].is_dir():
            message = f"フォルダがありません / no such folder: {options['folder']}"
            raise CommandError(message)
        try:
            changes = load(
                options["folder"],
                at=clock.now(),
                dry_run=options["dry_run"],
                edited=options["edited"] or Edited.REFUSE,
            )
        except CannotLoad as error:
            raise CommandError(str(error)) from error
        except CannotOverwrite as error:
            raise CommandError(EDITED.format(found=error)) from error
        for change in changes:
            self.stdout.write(str(change))
        kept = sum(change.kind == "conflict" for change in changes)
        count = len(changes) - (kept if options["edited"] is Edited.KEEP else 0)
        verb = "変更の予定" if options["dry_run"] else "変更"
        self.stdout.write(f"{verb}：{count}件 / {count} change(s)")
        if count < len(changes):
            self.stdout.write(f"画面の版を残したもの（！）：{kept}件 / {kept} kept as edited")
