"""``tsunagaru audit verify|export``: the audit chain."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagaru.ground.ledger import api as ledger


class Command(BaseCommand):
    """Verify or export the audit chain (監査記録)."""

    help = "監査記録を検証・出力します。 / Verify or export the audit chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do."""
        parser.add_argument("act", choices=["verify", "export"])

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Verify and tell the first bad row, or write JSON lines.

        Raises:
            CommandError: the chain is broken.
        """
        if options["act"] == "export":
            for row in ledger.export_audit():
                self.stdout.write(json.dumps(row, ensure_ascii=False, sort_keys=True))
            return
        verdict = ledger.verify_audit()
        if not verdict.holds:
            raise CommandError(verdict.sentence)
        self.stdout.write(verdict.sentence)
