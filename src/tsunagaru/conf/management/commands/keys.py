"""``tsunagaru keys create|status|prepare|rotate``: the key file and its keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tsunagaru.conf import rotating
from tsunagaru.conf.commanding import TownCommand
from tsunagaru.ground.vault import keys
from tsunagaru.ground.vault.rotating import CannotChangeKeys, add
from tsunagaru.kernel import clock

STATES = {"current": "使用中", "prepared": "準備済み", "old": "旧", "missing": "鍵なし"}
KINDS = {rotating.DATA: "データ", rotating.BLIND: "索引"}
BUSY = "データベースが混み合っています。もう一度実行すると、続きから行います。"
COPY = "鍵ファイルの写しを、サーバーともバックアップとも別の場所に保管してください。"


class Command(TownCommand):
    """Make the key file, show its keys, exchange them (鍵ファイル)."""

    help = "個人情報の鍵を作成・確認・更新します。 / Make, show and rotate the keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and with which keys."""
        parser.add_argument("act", choices=["create", "status", "prepare", "rotate"])
        parser.add_argument("--data", action="store_true", help="データ鍵だけ")
        parser.add_argument("--blind", action="store_true", help="索引鍵だけ")
        parser.add_argument("--retire", action="store_true", help="使われない古い鍵を外す")
        parser.add_argument("--settle", type=float, default=5.0, help="外す前に待つ秒数")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Do it.

        Raises:
            CommandError: it cannot be done; the sentence says why.
        """
        both = options["data"] == options["blind"]
        kinds = [kind for kind in KINDS if both or options[kind]]
        try:
            if options["act"] == "create":
                self._create()
            elif options["act"] == "status":
                self._status()
            elif options["act"] == "prepare":
                self._prepare(kinds)
            else:
                self._rotate(kinds, retire=options["retire"], settle_s=options["settle"])
        except (keys.CannotOpenVault, CannotChangeKeys, rotating.CannotRotate) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(BUSY) from error

    def _create(self) -> None:
        path = Path(settings.TSUNAGARU_KEYS)
        if path.exists():
            message = f"鍵ファイルは、すでにあります。上書きしません：{path}"
            raise CommandError(message)
        keys.create(path)
        self.stdout.write(f"鍵ファイルを作りました：{path}")
        self.stdout.write(COPY)

    def _prepare(self, kinds: list[str]) -> None:
        names = [add(rotating.path(), kind, prepared=True) for kind in kinds]
        self.stdout.write(f"次の鍵を準備しました（まだ使いません）：{'、'.join(names)}")
        self.stdout.write(
            "鍵ファイルを全部のサーバーに配ってから、keys rotate を実行してください。"
        )

    def _status(self) -> None:
        table = Table("種類", "鍵", "状態", "件数", "使っているところ")
        uses = rotating.key_uses()
        for use in uses:
            where = "\n".join(f"{title} {count:,}" for title, count in use.where.items())
            table.add_row(
                KINDS[use.kind], use.name or "?", STATES[use.state], f"{use.used:,}", where
            )
        Console(file=self.stdout, width=120).print(table)  # type: ignore[arg-type]  # written to like a file
        rotating.refuse_lost_keys()
        if rotating.unfinished():
            self.stdout.write("更新が途中です。keys rotate で続きから実行します。")

    def _rotate(self, kinds: list[str], *, retire: bool, settle_s: float) -> None:
        at = clock.now()
        old = [use for use in rotating.key_uses() if use.state == "old" and not use.used]
        added = [] if retire and old else rotating.begin(kinds, at=at)
        if added:
            self.stdout.write(f"新しい鍵を使い始めました：{'、'.join(added)}")
            self.stdout.write(COPY)
        with Progress(transient=True) as bar:
            task = bar.add_task("鍵の更新", total=None)
            resealed, rebuilt = rotating.run(
                lambda what, count: bar.update(task, advance=count, description=what), at=at
            )
        self.stdout.write(f"暗号化し直した値 {resealed:,}件、作り直した索引 {rebuilt:,}件")
        if retire:
            self._retire(settle_s)
        elif any(use.state == "old" for use in rotating.key_uses()):
            self.stdout.write(
                "古い鍵は残っています。外すときは keys rotate --retire を実行します。"
            )

    def _retire(self, settle_s: float) -> None:
        gone = rotating.retire(at=clock.now(), settle_s=settle_s)
        if gone:
            self.stdout.write(f"古い鍵を外しました：{'、'.join(gone)}")
            self.stdout.write(
                "外した鍵で作ったバックアップを戻すには、前の鍵ファイルの写しが要ります。"
            )
        for use in rotating.key_uses():
            if use.state == "old":
                where = "、".join(f"{title} {count:,}件" for title, count in use.where.items())
                self.stdout.write(f"{use.name} は、まだ使われているため残しました：{where}")
