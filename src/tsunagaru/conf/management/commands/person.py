"""``tsunagaru person export|erase ID``: one person's data over all packages."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock


class Command(BaseCommand):
    """Export or erase one person's data (本人の情報の開示と消去)."""

    help = "本人の情報を出力・消去します。 / Export or erase one person's data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and for whom."""
        parser.add_argument("act", choices=["export", "erase"])
        parser.add_argument("resident", type=UUID)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Print what the packages hold, or what they erased and kept."""
        if options["act"] == "export":
            found = people.export_person(options["resident"], at=clock.now())
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1, default=str))
            return
        for title, erasure in people.erase_person(options["resident"], at=clock.now()).items():
            line = f"{title}：消去 {erasure.erased}件、保存 {erasure.kept}件　{erasure.reason}"
            self.stdout.write(line)
