"""``tsunagaru messages simulate-providers``: providers over loopback, for demos and drills."""

import asyncio
import contextlib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from tsunagaru.conf.channels import SIMULATED
from tsunagaru.conf.commanding import TownCommand
from tsunagaru.engines.messages.gateways.simulators.providers import serve

PORT = 8_900


class Command(TownCommand):
    """Stand in for LINE, push services, a mail relay and an SMS provider (送信事業者の模擬)."""

    help = "送信事業者の模擬を動かします（本番では動きません）。 / Run simulated providers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and where."""
        parser.add_argument("act", choices=["simulate-providers"])
        parser.add_argument("--port", type=int, default=PORT, help="メールは、その次の番号")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Answer until told to stop; the ports are printed as JSON first.

        Raises:
            CommandError: in production, or where another program listens.
        """
        if not settings.TSUNAGARU_DEMO:
            message = "本番では、模擬の送信事業者は動きません。 / Not in production."
            raise CommandError(message)
        port = options["port"]
        self.stderr.write(f"町をこれにつなぐには： {SIMULATED}={port}")
        try:
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(serve(http=port, smtp=port + 1))
        except OSError as error:
            message = f"ポート {port} か {port + 1} は、ほかのプログラムが使っています。"
            raise CommandError(message) from error
