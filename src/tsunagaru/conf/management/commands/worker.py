"""``tsunagaru worker``: carries out deliveries and lets the clock tick."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from tsunagaru.conf.settling import settle
from tsunagaru.ground.ledger.api import run_worker
from tsunagaru.ground.places.api import introduce


class Command(BaseCommand):
    """Run one worker until told to stop (ワーカー)."""

    help = "配達を処理します。 / Carry out deliveries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the single run."""
        parser.add_argument("--once", action="store_true", help="残りを処理したら終わります")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Work; SIGTERM and SIGINT let the delivery in hand end first."""
        introduce()
        settle()
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        run_worker(stop=stop.is_set, once=options["once"])
