"""Fails on what must never be committed (混入の検査): index addresses, machine paths, keys."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Built from pieces, so that this file does not find itself.
FORBIDDEN = [
    ("package index address", r"py" + r"pi\.org|python" + r"hosted|registry\.np" + r"mjs"),
    ("machine path", r"/ro" + r"ot/|/ho" + r"me/[a-z]+/|/wo" + r"rk/(main|shared)"),
    ("private key", r"BEGIN [A-Z ]*PRIVATE" + r" KEY"),
    ("unfinished mark", r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|lorem " + r"ipsum"),
]


def tracked() -> list[str]:
    """Return the files git tracks, or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def findings() -> list[str]:
    """Return one line per forbidden thing."""
    found = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            found += [
                f"{name}:{number}: {what}" for what, rule in FORBIDDEN if re.search(rule, line)
            ]
    return found


if __name__ == "__main__":
    lines = findings()
    print("\n".join(lines) if lines else "hygiene: nothing that must not be committed")
    sys.exit(bool(lines))
