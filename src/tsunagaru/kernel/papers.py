"""Finished papers that are no case's (案件でない文書), as packages offer them for disposal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


class CannotDisposePaper(Exception):
    """It is not finished, or was disposed of already (廃棄できません)."""


@dataclass(frozen=True)
class FinishedPaper:
    """One of them (完結した文書), with nothing in it about a person."""

    id: UUID
    number: str
    title: str
    section: str
    closed_at: datetime


@dataclass(frozen=True)
class Papers:
    """Papers with a period of retention of their own (保存年限のある文書).

    Args:
        kind: a word of the package for them.
        code: what a rule names them by, such as ``@portal``; the rule for all does not reach them.
        finished: told a time, those closed before it that still say something, oldest first.
        find: told a number, the paper that has it and still says something, finished or not.
        dispose: told id and time; empties one, and returns marks without people of what went.
            Raises ``CannotDisposePaper``.
    """

    kind: str
    code: str
    finished: Callable[[datetime], Iterable[FinishedPaper]]
    find: Callable[[str], FinishedPaper | None]
    dispose: Callable[[UUID, datetime], Sequence[str]]
