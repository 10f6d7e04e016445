"""Starts web and workers and greets (起動), without loading Django itself."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tsunagaru.conf.mark import Mark
from tsunagaru.conf.ports import taken
from tsunagaru.conf.providers import simulated
from tsunagaru.conf.supervisor import Supervisor

# Each thread keeps a connection to the database of its own, so they must be few.
THREADS = 8


def describe(parser: ArgumentParser) -> None:
    """Declare how far ``up`` goes and with how many processes."""
    parser.add_argument("--prepare-only", action="store_true", help="準備だけをします")
    parser.add_argument("--months", type=int, default=12, help="模擬運用の月数（0でなし）")
    parser.add_argument("--web", type=int, default=1, help="web の数")
    parser.add_argument("--workers", type=int, default=1, help="ワーカーの数")


def parse(words: list[str]) -> Namespace:
    """Return the options of ``up``."""
    parser = ArgumentParser(prog="tsunagaru up")
    describe(parser)
    return parser.parse_args(words)


def port() -> str:
    """Return the port on which the web listens."""
    return os.environ.get("PORT", "8000")


def cannot_listen() -> str:
    """Return why the web could not start here, or an empty text (ポートの確認).

    Asked before anything is prepared: a server started on a taken port would only be started again
    and again, out of sight.
    """
    try:
        if not taken(port()):
            return ""
    except (ValueError, OverflowError):
        return f"PORT は 1〜65535 の数で指定してください: {port()} / PORT must be a port number."
    return (
        f"ポート {port()} は、ほかのプログラムが使っています。動いている「つながる」を止めるか、"
        f"PORT={int(port()) + 1} make up のように別の番号を指定してください。\n"
        f"Port {port()} is in use. Stop the program that holds it, or choose another with PORT=…"
    )


def run(mark: Mark, *, web: int, workers: int) -> None:
    """Start everything, tell the addresses, and watch until stopped."""
    supervisor = Supervisor(commands(web, workers))
    supervisor.start()
    sys.stdout.write("\n".join(greeting(mark)) + "\n")
    sys.stdout.flush()
    supervisor.run()


def greeting(mark: Mark) -> list[str]:
    """Return the addresses and the demo sign-ins (案内)."""
    here = f"http://localhost:{port()}"
    lines = [
        "",
        "つながる が動いています。止めるには Ctrl+C を押してください。",
        f"  町民のページ　{here}/",
        f"  DX計画　　　　{here}/plan/",
        f"  職員のページ　{here}/staff/",
    ]
    if mark.people:
        lines += [f"  デモの入口　　{here}/demo/", "", "デモのアカウント："]
    return [*lines, *(f"  {line}" for line in mark.people)]


def stand_ins() -> dict[str, list[str]]:
    """Return the commands of a demo's stand-ins for the outside world; none in production.

    They give way to the web, for which people wait.
    """
    if os.environ.get("TSUNAGARU_PRODUCTION", "") == "1":
        return {}
    return {"card": ["nice", sys.executable, "-m", "tsunagaru.conf", "card_provider"]}


def commands(web: int, workers: int) -> dict[str, list[str]]:
    """Return the commands to supervise by name."""
    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": port(),
        "--workers": str(web),
        "--blocking-threads": str(THREADS),
        "--log-level": "error",  # its warnings are advice on set-up, in English
    }
    server = [str(Path(sys.executable).with_name("granian")), "--no-ws"]
    server += [word for option in options.items() for word in option]
    worker = [sys.executable, "-m", "tsunagaru.conf", "worker"]
    return {
        "web": [*server, "tsunagaru.conf.wsgi:application"],
        **{f"worker{n}": worker for n in range(1, workers + 1)},
        **stand_ins(),
        **simulators(),
    }


def simulators() -> dict[str, list[str]]:
    """Return the demo's stand-ins for the outside world; a town in production has none (模擬)."""
    production = os.environ.get("TSUNAGARU_PRODUCTION", "") == "1"
    if not simulated(production=production):
        return {}
    provider = "tsunagaru.engines.payments.gateways.simulator"
    return {"provider": ["nice", sys.executable, "-m", provider]}
