"""The town folder itself: finds, reads and writes files, and gathers every mistake."""

from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from tsunagaru.kernel.folder.model import Definition, fit
from tsunagaru.kernel.folder.problems import CannotLoad, Problem
from tsunagaru.kernel.folder.reader import MAX_BYTES, Document, read_yaml
from tsunagaru.kernel.folder.tables import Table, read_table

M = TypeVar("M", bound=Definition)


class Edited(StrEnum):
    """What loading does to things changed in the browser since the last time (画面での変更)."""

    REFUSE = "refuse"
    KEEP = "keep"
    OVERWRITE = "overwrite"


class Folder:
    """A town folder being read or written (町フォルダ).

    Every file is read once. Mistakes found by any reader gather here; `check` raises them all.

    Args:
        edited: what loading does to things that were changed in the browser meanwhile.
    """

    def __init__(self, root: Path, *, edited: Edited = Edited.REFUSE) -> None:
        self.root = root
        self.edited = edited
        self._documents: dict[str, Document] = {}
        self._tables: dict[tuple[str, type[Definition]], Table[Definition]] = {}
        self._problems: dict[Problem, None] = {}

    def has(self, file: str) -> bool:
        """Tell whether the folder has a file."""
        return (self.root / file).is_file()

    def files(self, pattern: str) -> list[str]:
        """Return the files matching a pattern such as ``procedures/*.yaml``, sorted."""
        return sorted(p.relative_to(self.root).as_posix() for p in self.root.glob(pattern))

    def text(self, file: str) -> str:
        """Return a file as it is written, comments and all; empty when it cannot be read."""
        raw = self._bytes(file) or b""
        return raw.decode("utf-8-sig", errors="replace")

    def document(self, file: str) -> Document:
        """Return a YAML file as plain values with lines, read once."""
        if file not in self._documents:
            raw = self._bytes(file)
            self._documents[file] = Document(file) if raw is None else read_yaml(file, raw)
        return self._documents[file]

    def read(self, file: str, model: type[M]) -> M | None:
        """Return a YAML file as a model, or None after noting what is wrong with it."""
        document = self.document(file)
        return fit(document, model) if self.has(file) else None

    def table(self, file: str, row: type[M]) -> Table[M]:
        """Return a CSV file as a table of rows; an unreadable row is left out and noted."""
        raw = self._bytes(file)
        table: Table[M] = Table(file) if raw is None else read_table(file, raw, row)
        self._tables[file, row] = table  # type: ignore[assignment]  # kept for its problems only
        return table

    def refuse(self, problem: Problem) -> None:
        """Note a mistake that belongs to no single file's shape."""
        self._problems[problem] = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return every mistake noted so far, each once."""
        return tuple(dict.fromkeys(self._all()))

    def check(self) -> None:
        """Raise everything that is wrong.

        Raises:
            CannotLoad: at least one mistake was noted; it carries all of them.
        """
        if problems := self.problems:
            raise CannotLoad(problems)

    def write(self, file: str, text: str) -> None:
        """Write a file of the folder, with its directories."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def digest(self) -> str:
        """Return a fingerprint of all files, to see whether anything changed since."""
        total = sha256()
        for path in sorted(p for p in self.root.rglob("*") if p.is_file()):
            total.update(path.relative_to(self.root).as_posix().encode() + b"\0")
            total.update(sha256(path.read_bytes()).digest())
        return total.hexdigest()

    def _all(self) -> Iterator[Problem]:
        for document in self._documents.values():
            yield from document.problems
        for table in self._tables.values():
            yield from table.problems
        yield from self._problems

    def _bytes(self, file: str) -> bytes | None:
        path = self.root / file
        if not path.resolve().is_relative_to(self.root.resolve()):
            self._refuse_file(file, "フォルダの外は読めません。", "Outside the town folder.")
        elif not path.is_file():
            self._refuse_file(file, "ファイルがありません。", "The file is missing.")
        else:
            with path.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        return None

    def _refuse_file(self, file: str, ja: str, en: str) -> None:
        self.refuse(Problem(file, 0, (), ja, en))
