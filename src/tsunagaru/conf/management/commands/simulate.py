"""``tsunagaru simulate``: lets the demo town live for some months."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from rich.progress import Progress

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.conf.simulating import Simulation, simulate
from tsunagaru.ground.places.api import town
from tsunagaru.kernel import clock


class Command(TownCommand):
    """Simulate the demo town (模擬運用)."""

    help = "デモの町の利用を模擬します。 / Let the demo town live for some months."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the size of the simulation."""
        parser.add_argument("--residents", type=int, default=18000)
        parser.add_argument("--months", type=int, default=12)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Simulate with a progress bar.

        Raises:
            CommandError: the loaded town is not marked as a demo.
        """
        here = town()
        if here is None or not here.demo:
            message = "この町はデモではないため、模擬運用はできません。 / This town is not a demo."
            raise CommandError(message)
        plan = Simulation(options["residents"], options["months"], options["seed"])
        with Progress(transient=True) as bar:
            task = bar.add_task("模擬運用", total=None)
            done = simulate(
                plan,
                at=clock.now(),
                progress=lambda n, of: bar.update(task, completed=n, total=of),
            )
        told = "、".join(f"{name} {count:,}件" for name, count in done.items() if count)
        self.stdout.write(f"  {told}")
