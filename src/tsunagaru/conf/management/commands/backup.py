"""``tsunagaru backup FILE``: everything but the keys in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from tsunagaru.conf.backup import back_up
from tsunagaru.conf.commanding import TownCommand
from tsunagaru.kernel import clock


class Command(TownCommand):
    """Back everything up (バックアップ)."""

    help = "すべてのデータを1つのファイルに保存します（鍵は含みません）。 / Back up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Back up and tell what the file holds."""
        target = options["file"].resolve()
        manifest = back_up(target, at=clock.now())
        rows, files = sum(manifest.counts.values()), len(manifest.hashes) - 1
        self.stdout.write(f"保存しました：{target}（{rows:,}行、ファイル{files:,}個）")
        self.stdout.write("鍵ファイルは別の場所に保管してください。鍵がないと復元できません。")
