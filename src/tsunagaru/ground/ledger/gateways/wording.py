"""The words of the audit trail (監査記録の言葉), from each package's ``audit.yaml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.apps import apps

from tsunagaru.kernel.folder import read_yaml

FILE = "audit.yaml"


@dataclass(frozen=True)
class Wording:
    """How actions, names of facts and their values are read (操作・事実の読み方)."""

    actions: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def action(self, code: str) -> str:
        """Return an action in words; a code nobody named stays a code."""
        return self.actions.get(code, code)

    def value(self, code: str) -> str:
        """Return a value in words; a code nobody named stays a code."""
        return self.values.get(code, code)

    def told(
        self, facts: Mapping[str, object], codes: Mapping[str, Mapping[str, str]]
    ) -> list[tuple[str, str]]:
        """Return facts as pairs of name and value in words.

        Args:
            codes: names of the town's own codes, by the name of the fact; they come first.
        """
        texts = {name: str(value) for name, value in facts.items()}
        return [
            (self.facts.get(name, name), codes.get(name, {}).get(text) or self.value(text))
            for name, text in texts.items()
        ]


@cache
def wording() -> Wording:
    """Return the words of all installed packages, read once (言葉)."""
    return joined(Path(config.path) / FILE for config in apps.get_app_configs())


def in_words(code: str) -> str:
    """Return a value of a fact, such as a page's name, in words (値の読み方)."""
    return wording().value(code)


def joined(files: Iterable[Path]) -> Wording:
    """Read word lists into one; the first to name a code names it."""
    found: dict[str, dict[str, str]] = {"actions": {}, "facts": {}, "values": {}}
    for file in files:
        if file.exists():
            read = read_yaml(str(file), file.read_bytes()).data
            for kind, words in found.items():
                named = read.get(kind) if isinstance(read, dict) else None
                for code, word in (named if isinstance(named, dict) else {}).items():
                    words.setdefault(code, str(word))
    return Wording(**found)
