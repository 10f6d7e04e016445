"""What a package offers to `load` and `dump`: one part of the town folder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from tsunagaru.kernel.folder.folder import Folder

P = TypeVar("P")


@dataclass(frozen=True)
class Change:
    """One difference between the folder and the database (差分).

    Args:
        kind: ``added``, ``changed`` or ``removed``; ``conflict`` when it was edited in the browser
            since it was loaded, so that the folder's text would undo the edit.
        thing: what differs, in plain Japanese, such as ``取組 No.02``.
        field: which of its values, in plain Japanese, or empty for the whole thing.
        before: what the database held, shortened, or empty.
        after: what the folder holds, shortened, or empty.
    """

    kind: str
    thing: str
    before: str = ""
    after: str = ""
    field: str = ""

    def __str__(self) -> str:
        sign = {"added": "＋", "changed": "～", "removed": "－", "conflict": "！"}[self.kind]
        arrow = f"：{self.before} → {self.after}" if self.before or self.after else ""
        what = f"{self.thing}の{self.field}" if self.field else self.thing
        return f"{sign} {what}{arrow}"


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
