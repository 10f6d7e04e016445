"""``tsunagaru messages simulate-providers``: providers over loopback, for demos and drills.

``tsunagaru messages mail``: the mail server hands in here what comes back: bounces and answers.
"""

import asyncio
import contextlib
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from tsunagaru.conf.channels import SIMULATED
from tsunagaru.conf.commanding import TownCommand
from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.gateways.mail_answers import MOST_BYTES
from tsunagaru.engines.messages.gateways.simulators.providers import serve
from tsunagaru.engines.messages.services.mail_arriving import Took, take_letter
from tsunagaru.kernel import clock

PORT = 8_900


class Command(TownCommand):
    """Stand in for LINE, push services, a mail relay and an SMS provider (送信事業者の模擬)."""

    help = "送信事業者の模擬を動かします（本番では動きません）。 / Run simulated providers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and where."""
        parser.add_argument("act", choices=["simulate-providers", "mail"])
        parser.add_argument("--to", default="", help="届いた宛先（メールサーバーが渡す封筒の宛先）")
        parser.add_argument("--port", type=int, default=PORT, help="メールは、その次の番号")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Answer until told to stop; the ports are printed as JSON first.

        Raises:
            CommandError: in production, or where another program listens.
        """
        if options["act"] == "mail":
            self._take_mail(sys.stdin.buffer.read(MOST_BYTES + 1), options["to"])
            return
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

    def _take_mail(self, raw: bytes, to: str) -> None:
        """Take in a letter that came back; the mail server drops what is none (不達と返信)."""
        contracts = settings.TSUNAGARU_CHANNELS
        mail = next((one.values for one in contracts if one.kind == Kind.EMAIL), {})
        secret = mail.get("secret", "")
        took = take_letter(raw, secret=secret, at=clock.now(), envelope_to=to)
        told = (
            "町のお知らせへの返信や不達ではありません。 / Neither an answer nor a bounce of ours."
        )
        self.stderr.write(told if took == Took.NOTHING else "受け取りました。")
