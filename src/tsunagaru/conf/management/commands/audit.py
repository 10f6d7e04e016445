"""``tsunagaru audit verify|export``: the audit chain."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.ground.ledger import api as ledger


class Command(TownCommand):
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
            for line in ledger.export():
                self.stdout.write(line)
            return
        verdict = ledger.verify_chain()
        if not verdict.holds:
            message = f"{verdict.first_bad}番目の記録に誤りがあります。{verdict.reason}"
            raise CommandError(message)
        self.stdout.write(f"監査記録{verdict.count:,}件は、すべて正しくつながっています。")
