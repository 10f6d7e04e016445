"""Verifies an exported audit trail with nothing but Python's standard library (監査証跡の検証).

Run: ``python verify_audit.py trail.jsonl [--checkpoints DIR]``. Ends with 0 when the chain is
whole, with 1 and the number of the first bad link when it is not.

The rules, so that anyone can write a verifier of their own: every line is a JSON object. Its
``hash`` is the SHA-256, in hexadecimal, of the object without ``hash``, written as JSON in UTF-8
with sorted keys and no spaces. ``number`` counts from 1 without a gap. ``previous`` is the hash of
the line before, 64 zeros on the first. A checkpoint is a JSON file with ``count`` and ``hash``:
the chain had that many links then, and the last one had that hash.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

BEGINNING = "0" * 64


def fingerprint(content: dict[str, Any]) -> str:
    """Return the hash of a link without its own hash."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_fault(lines: Iterable[str], marks: dict[int, str]) -> tuple[int, str]:
    """Return the number of the first bad link and what is wrong, or the length and nothing."""
    previous, count = BEGINNING, 0
    for line in lines:
        link = json.loads(line)
        claimed = link.pop("hash", "")
        faults = {
            "deleted or reordered": link.get("number") != count + 1,
            "does not follow the link before": link.get("previous") != previous,
            "edited": fingerprint(link) != claimed,
            "differs from a checkpoint": marks.get(count + 1, claimed) != claimed,
        }
        for fault, is_so in faults.items():
            if is_so:
                return count + 1, fault
        previous, count = claimed, count + 1
    longest = max(marks, default=0)
    cut = f"cut off: a checkpoint knows {longest} links" if longest > count else ""
    return count + bool(cut), cut


def read_marks(folder: Path | None) -> dict[int, str]:
    """Return the hash at each checkpoint, by its count."""
    found = sorted(folder.glob("audit-*.json")) if folder else []
    marks = [json.loads(path.read_text(encoding="utf-8")) for path in found]
    return {mark["count"]: mark["hash"] for mark in marks}


def main() -> int:
    """Read the arguments, print the verdict, return the exit code."""
    parser = argparse.ArgumentParser(description="Verify an exported audit trail.")
    parser.add_argument("trail", type=Path)
    parser.add_argument("--checkpoints", type=Path)
    arguments = parser.parse_args()
    with arguments.trail.open(encoding="utf-8") as lines:
        number, fault = first_fault(
            (line for line in lines if line.strip()), read_marks(arguments.checkpoints)
        )
    print(f"BAD #{number}: {fault}" if fault else f"OK: {number} links")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
