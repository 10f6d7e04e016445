"""``tsunagaru keys create``: the key file, once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tsunagaru.ground.vault import keys


class Command(BaseCommand):
    """Make the key file (鍵ファイルの作成)."""

    help = "個人情報の鍵ファイルを作ります。 / Make the key file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do."""
        parser.add_argument("act", choices=["create"])

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Make the file at ``TSUNAGARU_KEYS``.

        Raises:
            CommandError: there is one; another key could not read what it sealed.
        """
        path = Path(settings.TSUNAGARU_KEYS)
        if path.exists():
            message = f"鍵ファイルは、すでにあります。上書きしません：{path}"
            raise CommandError(message)
        keys.create(path)
        self.stdout.write(f"鍵ファイルを作りました：{path}")
        self.stdout.write("写しを、サーバーともバックアップとも別の場所に保管してください。")
