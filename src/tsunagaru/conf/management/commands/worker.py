"""``tsunagaru worker``: carries out deliveries and lets the clock tick."""

import signal
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import timedelta
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tsunagaru.conf.settling import settle
from tsunagaru.engines.messages.gateways.channels import Channel, Kind
from tsunagaru.engines.messages.services.fetching_mail import keep_fetching
from tsunagaru.engines.messages.services.standing_by import stand_by
from tsunagaru.ground.ledger.api import run_worker
from tsunagaru.ground.places.api import introduce
from tsunagaru.services.emergency.api import keep_asking, watch


class Command(BaseCommand):
    """Run one worker until told to stop (ワーカー)."""

    help = "配達を処理します。 / Carry out deliveries."
    requires_system_checks: list[str] = []  # see TownCommand

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
        if not options["once"]:
            stand_by(_open_channels, stop)
            every = timedelta(seconds=settings.TSUNAGARU_FEEDS_EVERY_S)
            watch(settings.TSUNAGARU_FEEDS, every=every, stop=stop)
            keep_asking(stop=stop)
            keep_fetching(settings.TSUNAGARU_MAILBOX, secret=_bounce_secret(), stop=stop)
        run_worker(stop=stop.is_set, once=options["once"])


def _bounce_secret() -> str:
    """Return by what the addresses are signed to which letters come back."""
    contracts = settings.TSUNAGARU_CHANNELS
    return next((one.values.get("secret", "") for one in contracts if one.kind == Kind.EMAIL), "")


def _open_channels() -> Mapping[Kind, Channel]:
    """Open the town's channels; their library is loaded only when there is something to send."""
    from tsunagaru.engines.messages.gateways.opening import open_channels  # noqa: PLC0415

    return open_channels(settings.TSUNAGARU_CHANNELS)
