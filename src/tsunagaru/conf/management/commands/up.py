"""``tsunagaru up``: the whole town in one supervised command."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tsunagaru.conf.preparing import prepare
from tsunagaru.conf.supervisor import Supervisor
from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock

# Each thread keeps a connection to the database of its own, so they must be few.
THREADS = 8


class Command(BaseCommand):
    """Prepare and run the town (町を動かす)."""

    help = "町を動かします。 / Run the town."
    requires_system_checks: list[str] = []  # `make check` runs them; here a person waits

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how far to go and with how many processes."""
        parser.add_argument("--prepare-only", action="store_true")
        parser.add_argument("--months", type=int, default=12, help="模擬運用の月数（0でなし）")
        parser.add_argument("--web", type=int, default=1, help="web の数")
        parser.add_argument("--workers", type=int, default=1, help="ワーカーの数")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Prepare, tell the addresses, run web and workers until stopped."""
        prepare(self._say, months=options["months"])
        self.stdout.flush()
        if options["prepare_only"]:
            return
        supervisor = Supervisor(commands(options["web"], options["workers"]))
        supervisor.start()
        self._welcome()
        supervisor.run()

    def _say(self, line: str) -> None:
        """Print a line at once, for whoever waits."""
        self.stdout.write(line)
        self.stdout.flush()

    def _welcome(self) -> None:
        """Print the addresses and the demo sign-ins."""
        here = f"http://127.0.0.1:{settings.PORT}"
        lines = [
            "",
            "つながる が動いています。止めるには Ctrl+C を押してください。",
            f"  町民のページ　{here}/",
            f"  DX計画　　　　{here}/plan/",
            f"  職員のページ　{here}/staff/",
        ]
        if settings.TSUNAGARU_DEMO:
            lines += [f"  デモの入口　　{here}/demo/", "", "デモのアカウント："]
            lines += [
                "  " + "　".join(str(value) for value in account.values())
                for account in people.demo_accounts(at=clock.now())
            ]
        self.stdout.write("\n".join(lines) + "\n")
        self.stdout.flush()


def commands(web: int, workers: int) -> dict[str, list[str]]:
    """Return the commands to supervise by name."""
    granian = str(Path(sys.executable).with_name("granian"))
    server = [
        granian,
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        settings.PORT,
        "--workers",
        str(web),
        "--blocking-threads",
        str(THREADS),
        "--no-ws",
        "--log-level",
        "warning",
        "tsunagaru.conf.wsgi:application",
    ]
    worker = [sys.executable, "-m", "tsunagaru.conf", "worker"]
    return {"web": server, **{f"worker{n}": worker for n in range(1, workers + 1)}}
