"""A YAML file as plain values (文書), with the line of everything in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tsunagaru.kernel.folder.problems import Problem

Scalar = str | int | float | bool | None
Value = Scalar | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass
class Document:
    """A YAML file as plain values, with the line of every key and item (文書)."""

    file: str
    data: Value = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Sequence[str | int]) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        steps = tuple(path)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def refuse(self, path: Sequence[str | int], ja: str, en: str) -> Problem:
        """Add a mistake at a path, and return it."""
        problem = Problem(self.file, self.line_of(path), tuple(path), ja, en)
        self.problems.append(problem)
        return problem
