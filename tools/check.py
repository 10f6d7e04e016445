"""Runs every gate (検査をすべて実行): ``make check``."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"


def templates() -> list[str]:
    """Return every template of the house."""
    return sorted(str(path) for path in (ROOT / "src").rglob("*.html"))


def gates() -> list[tuple[str, list[str]]]:
    """Return the gates by name, quickest first."""
    python = str(BIN / "python")
    return [
        ("ruff check", [str(BIN / "ruff"), "check", "."]),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("djade", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates()]),
        ("shape", [python, "-m", "tools.shape", "src", "tests"]),
        ("secrets and paths", [python, "-m", "tools.hygiene"]),
        ("imports", [str(BIN / "lint-imports"), "--no-cache"]),
        ("migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("mypy", [str(BIN / "mypy"), "src", "tools", "tests", "benchmarks"]),
    ]


def run(command: list[str]) -> tuple[int, str, float]:
    """Run a gate; return its code, what it said, and its seconds."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr, time.monotonic() - began


def main() -> int:
    """Run all gates, the longest beside the others; print a line for each, and why one failed."""
    failed = []
    with ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(run, command) for name, command in reversed(gates())}
        for name, _ in gates():
            code, said, seconds = running[name].result()
            print(f"{name:20} {'FAILED' if code else 'ok':7} {seconds:5.1f} s", flush=True)
            if code:
                failed.append(name)
                print(said, flush=True)
    print(f"check: {len(gates()) - len(failed)} passed, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
