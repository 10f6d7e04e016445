"""What a package offers to `load` and `dump`: one part of the town folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from tsunagaru.kernel.folder.folder import Folder

P = TypeVar("P")


@dataclass(frozen=True)
class Change:
    """One difference between the folder and the database (差分).

    Args:
        kind: ``added``, ``changed`` or ``removed``.
        thing: what differs, in plain Japanese, such as ``取組 No.02``.
        before: what the database held, shortened, or empty.
        after: what the folder holds, shortened, or empty.
    """

    kind: str
    thing: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        sign = {"added": "＋", "changed": "～", "removed": "－"}[self.kind]
        arrow = f"：{self.before} → {self.after}" if self.before or self.after else ""
        return f"{sign} {self.thing}{arrow}"


class TownPart(Protocol[P]):
    """One part of the town folder (町フォルダの一部), in three steps kept apart.

    ``read`` only validates and collects mistakes in the folder; it returns None when it cannot
    make sense of its files. ``apply`` writes all or nothing inside the caller's transaction, tells
    the differences and is idempotent; it is called only after `Folder.check`. A dry run is
    ``apply`` in a transaction rolled back. ``dump`` writes the files back.
    """

    @property
    def name(self) -> str:
        """The part's name, such as ``plan``."""

    def read(self, folder: Folder) -> P | None:
        """Validate the part's files."""

    def apply(self, parsed: P, *, at: datetime) -> list[Change]:
        """Bring the database to what the files say."""

    def dump(self, folder: Folder) -> None:
        """Write the part's files from the database."""


@dataclass(frozen=True)
class Part(Generic[P]):
    """A town part made of three functions; stands in a package's ``api.py``."""

    name: str
    reader: Callable[[Folder], P | None]
    applier: Callable[[P, datetime], list[Change]]
    dumper: Callable[[Folder], None]

    def read(self, folder: Folder) -> P | None:
        """Validate the part's files."""
        return self.reader(folder)

    def apply(self, parsed: P, *, at: datetime) -> list[Change]:
        """Bring the database to what the files say."""
        return self.applier(parsed, at)

    def dump(self, folder: Folder) -> None:
        """Write the part's files from the database."""
        self.dumper(folder)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Return the differences between two sets of described things, in order of their names."""
    changes = []
    for thing in sorted({*before, *after}):
        old, new = before.get(thing), after.get(thing)
        if old is None:
            changes.append(Change("added", thing, after=_short(new or "")))
        elif new is None:
            changes.append(Change("removed", thing, before=_short(old)))
        elif old != new:
            start = _first_difference(old, new)
            changes.append(Change("changed", thing, _short(old, start), _short(new, start)))
    return changes


def _first_difference(old: str, new: str, before: int = 12) -> int:
    """Return where to begin telling two texts apart: a little before they part."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    return same - before if same > 2 * before else 0


def _short(text: str, start: int = 0, limit: int = 60) -> str:
    line = ("…" if start else "") + " ".join(text[start:].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
