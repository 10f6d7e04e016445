"""Checkpoints of the audit chain as small files beside the database (検印)."""

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from tsunagaru.ground.ledger.rules.chain import Checkpoint


def folder() -> Path:
    """Return where checkpoints are kept."""
    return Path(settings.TSUNAGARU_HOME) / "checkpoints"


def write(checkpoint: Checkpoint) -> Path:
    """Write one checkpoint; an existing file is never changed (検印を残す)."""
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"audit-{checkpoint.count:012d}.json"
    if not path.exists():
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(asdict(checkpoint), sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(path)
    return path


def read() -> list[Checkpoint]:
    """Return every checkpoint written so far, oldest first."""
    return [
        Checkpoint(**json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder().glob("audit-*.json"))
    ]
