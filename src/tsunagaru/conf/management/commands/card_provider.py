"""``tsunagaru card_provider``: the stand-in of the card provider, for a demo."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.ground.people import api as people


class Command(TownCommand):
    """Answer as the card provider would (デジタル認証アプリの模擬)."""

    help = "カード認証の模擬サーバーを動かします（デモだけ）。 / Run the demo's card provider."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the port."""
        parser.add_argument("--port", type=int, default=settings.TSUNAGARU_CARD_PORT)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Answer until told to stop.

        Raises:
            CommandError: outside a demo.
        """
        try:
            people.serve_card_provider(options["port"])
        except people.CannotMakeDemo as error:
            raise CommandError(str(error)) from error
