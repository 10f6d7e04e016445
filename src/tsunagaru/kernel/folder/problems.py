"""What is wrong in a town folder, in plain Japanese and English."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place (誤り).

    Args:
        file: path inside the town folder, with forward slashes.
        line: line in that file, from 1; 0 when the whole file is meant.
        path: keys and places that lead to the value, such as ``("policies", 0, "title")``.
        ja: what is wrong and what to do, in plain Japanese.
        en: the same in English.
    """

    file: str
    line: int
    path: tuple[str | int, ...]
    ja: str
    en: str

    @property
    def place(self) -> str:
        """Return the path as people write it, such as ``policies[1].title`` (places from 1)."""
        text = ""
        for step in self.path:
            text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
        return text.removeprefix(".")

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        place = f" {self.place}" if self.path else ""
        return f"{where}{place}: {self.ja} ({self.en})"


class CannotLoad(Exception):
    """The town folder has mistakes, so nothing of it is loaded (読み込めません)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_place))
        super().__init__("\n".join(map(str, self.problems)))


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.file, problem.line, problem.place, problem.ja)
