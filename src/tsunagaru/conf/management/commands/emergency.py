"""``tsunagaru emergency ingest FILE`` and ``poll URL``: takes in telegrams."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import Folder
from tsunagaru.services.emergency import api as emergency

REFUSED = 2
NOT_KEPT = (
    "データベースに規則がないため、町フォルダの規則で判定だけをしました。電文は記録していません。"
)


class Command(TownCommand):
    """Take in telegrams of the authorities (災害の電文の受付)."""

    help = "災害の電文を受け付けて判定します。 / Take in and judge telegrams of the authorities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file or directory, and where the judgement goes."""
        parser.add_argument("act", choices=["ingest", "poll"])
        parser.add_argument("path", help="電文のファイルかそのフォルダ、またはフィードのURL")
        parser.add_argument("--json", type=Path, help="判定を書き出すファイル")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take in files, or what is new in a feed.

        Raises:
            CommandError: as for files; or the feed did not come whole (exit code 2).
        """
        if options["act"] == "poll":
            self._poll(options["path"])
        else:
            self._ingest(Path(options["path"]), options["json"])

    def _poll(self, url: str) -> None:
        try:
            found = async_to_sync(emergency.poll)(emergency.Feed(url), at=clock.now())
        except emergency.CannotJudge as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        if not found.reached:
            raise CommandError(f"フィードを取得できません：{url}", returncode=REFUSED)
        self.stdout.write(f"新しい電文：{found.taken}件、読めなかったもの：{found.missed}件")

    def _ingest(self, path: Path, out: Path | None) -> None:
        """Judge each telegram; write nothing at all when one of them cannot be read.

        Raises:
            CommandError: a file cannot be read, or the town has no rules (exit code 2).
        """
        files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
        if not files:
            raise CommandError(f"電文（*.xml）がありません：{path}", returncode=REFUSED)
        # All are read before the first is taken in: half a folder would be hard to tell apart.
        warn = self.stderr.write
        contents = {file: _read(file) for file in files}
        told = [_judged(file, content, warn) for file, content in contents.items()]
        judged = told if path.is_dir() else {k: v for k, v in told[0].items() if k != "file"}
        text = json.dumps(judged, ensure_ascii=False, indent=1) + "\n"
        if out is None:
            self.stdout.write(text)
        else:
            _write(out, text)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(emergency.MOST_BYTES + 1)
        emergency.read_telegram(content)
    except OSError as error:
        message = f"{file} を開けません（{error.strerror}）。"
        raise CommandError(message, returncode=REFUSED) from error
    except emergency.CannotRead as error:
        message = f"{file} は受け付けられません。{error}"
        raise CommandError(message, returncode=REFUSED) from error
    return content


def _judged(file: Path, content: bytes, warn: Callable[[str], object]) -> dict[str, Any]:
    """Take a telegram in; without a database that has rules, only judge it by the town folder."""
    try:
        decision = emergency.ingest(content, source=file.name, at=clock.now()).decision
    except (emergency.CannotJudge, DatabaseError):
        rules = emergency.rules_of(Folder(settings.TSUNAGARU_TOWN))
        if rules is None:
            message = "町の規則（emergency/triggers.yaml）がないか、読めません。"
            raise CommandError(message, returncode=REFUSED) from None
        warn(NOT_KEPT)
        decision = emergency.decide(emergency.read_telegram(content), rules)
    return {"file": file.name, **emergency.told(decision)}


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{out} に書けません（{error.strerror}）。"
        raise CommandError(message, returncode=REFUSED) from error
