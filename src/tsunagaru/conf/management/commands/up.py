"""``tsunagaru up``: the whole town in one supervised command."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tsunagaru.conf import starting
from tsunagaru.conf.preparing import prepare


class Command(BaseCommand):
    """Prepare and run the town (町を動かす)."""

    help = "町を動かします。 / Run the town."
    requires_system_checks: list[str] = []  # `make check` runs them; here a person waits

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how far to go and with how many processes."""
        starting.describe(parser)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Prepare, tell the addresses, run web and workers until stopped."""
        mark = prepare(self._say, months=options["months"])
        if not options["prepare_only"]:
            starting.run(mark, web=options["web"], workers=options["workers"])

    def _say(self, line: str) -> None:
        """Print a line at once, for whoever waits."""
        self.stdout.write(line)
        self.stdout.flush()
