"""``tsunagaru demo accounts``: the demo sign-ins."""

import json
from argparse import ArgumentParser
from typing import Any

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock


class Command(TownCommand):
    """List the demo sign-ins (デモのアカウント)."""

    help = "デモのアカウントを表示します。 / List the demo sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the form of the answer."""
        parser.add_argument("what", choices=["accounts"])
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Print one line an account."""
        accounts = people.demo_accounts(at=clock.now())
        if options["json"]:
            self.stdout.write(json.dumps(accounts, ensure_ascii=False, indent=1))
            return
        for account in accounts:
            self.stdout.write("  ".join(str(value) for value in account.values()))
