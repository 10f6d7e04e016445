"""Runs every gate (検査をすべて実行): ``make check``."""

import subprocess
import sys
import time
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


def main() -> int:
    """Run each gate; print one line for each, and everything a failed one said."""
    failed = []
    for name, command in gates():
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        verdict = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:20} {verdict:7} {time.monotonic() - began:5.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    print(f"check: {len(gates()) - len(failed)} passed, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
