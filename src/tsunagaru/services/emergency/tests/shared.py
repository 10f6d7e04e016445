"""Where the sample telegrams lie (電文の見本): beside the repository, never in it."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from tsunagaru.kernel.folder import Folder
from tsunagaru.services.emergency.definitions import TriggersFile
from tsunagaru.services.emergency.rules.triggers import Rules
from tsunagaru.services.emergency.services.loading import TRIGGERS, rules_of

ROOT = Path(__file__).resolve().parents[5]
OYAMA = ROOT / "towns" / "oyama"


def shared_data(name: str) -> Path:
    """Return a folder of ``../shared/data``, or skip saying why."""
    given = os.environ.get("TSUNAGARU_SHARED_DATA")
    places = [Path(given)] if given else [up / "shared" / "data" for up in ROOT.parents]
    for place in places:
        if (place / name).is_dir():
            return place / name
    pytest.skip(f"no shared/data/{name} beside the repository; set TSUNAGARU_SHARED_DATA")


def telegrams() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every sample."""
    for file in sorted((shared_data("jma") / "samples").glob("*.xml")):
        yield file.name, file.read_bytes()


@lru_cache
def oyama() -> Rules:
    """Return the demo town's rules."""
    rules = rules_of(Folder(OYAMA))
    assert rules is not None
    return rules


def elsewhere(place: str, code: str) -> Rules:
    """Return the demo town's rules, as if it lay elsewhere and had one set of areas only."""
    parsed = Folder(OYAMA).read(TRIGGERS, TriggersFile)
    assert parsed is not None
    areas = tuple(
        one.model_copy(update={"codes": (code if one.name == place else "0000000",)})
        for one in parsed.areas
    )
    return parsed.model_copy(update={"areas": areas}).rules()
