"""``tsunagaru person export|erase WHO``: one person's data over all packages."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock


class Command(TownCommand):
    """Export or erase one person's data (本人の情報の開示と消去)."""

    help = "本人の情報を出力・消去します。 / Export or erase one person's data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and for whom."""
        parser.add_argument("act", choices=["export", "erase"])
        parser.add_argument("who", nargs="?", default="", help="識別子、メールアドレス、電話番号")
        parser.add_argument("--kana", default="", help="フリガナ（生年月日とともに）")
        parser.add_argument("--birth", type=date.fromisoformat, help="生年月日（1988-04-02）")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Print what the packages hold, or what they erased and kept.

        Raises:
            CommandError: nobody, or more than one person, is meant.
        """
        at = clock.now()
        id_ = _find(options["who"], options["kana"], options["birth"], at)
        if options["act"] == "export":
            found = people.export_person(id_, at=at)
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1, default=str))
            return
        for title, erasure in people.erase_person(id_, at=at).items():
            line = f"{title}：消去 {erasure.erased}件、保存 {erasure.kept}件　{erasure.reason}"
            self.stdout.write(line)


def _find(who: str, kana: str, birth_on: date | None, at: datetime) -> UUID:
    """Return the one resident who is meant."""
    try:
        return UUID(who)
    except ValueError:
        pass
    if not who and not (kana and birth_on):
        raise CommandError(
            "識別子、メールアドレス、電話番号、フリガナと生年月日のどれかが必要です。"
        )
    found = people.find_residents(
        day=clock.day_of(at),
        kana=kana,
        birth_on=birth_on,
        email=who if "@" in who else "",
        phone="" if "@" in who else who,
    )
    if not found:
        raise CommandError("あてはまる人がいません。")
    if len(found) > 1:
        ids = "、".join(str(person.id) for person in found)
        message = f"あてはまる人が{len(found)}人います。識別子で指定してください：{ids}"
        raise CommandError(message)
    return found[0].id
