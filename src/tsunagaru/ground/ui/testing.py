"""What other packages' tests use (試験の道具): which public phrases still lack a language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tsunagaru.ground.ui.phrases import catalogue

SAID = re.compile(r"""\{%\s*say\s+(?:"([^"]+)"|'([^']+)')""")
COMPONENT = re.compile(r"<c-[a-z][^>]*>")
SPOKEN_ATTRIBUTE = re.compile(r'(?<![:\w-])(?:title|caption|note|label|text)="([^"{]+)"')
STAFF_PAGE = '{% extends "ui/staff_page.html" %}'
DEVELOPERS = frozenset({"gallery.html"})


def house() -> list[Path]:
    """Return the folders of the installed packages of this house."""
    return [
        Path(config.path)
        for config in apps.get_app_configs()
        if config.name.startswith("tsunagaru.")
    ]


def is_public(path: Path) -> bool:
    """Tell whether residents see a file: staff's lie in ``staff/`` or begin with ``staff``.

    A template that extends the staff page is staff's wherever it lies.
    """
    staff = any(part == "staff" or part.startswith("staff_") for part in path.parts)
    return not staff and path.name not in DEVELOPERS and not path.stem.startswith("staff")


def phrases_in_template(source: str) -> Iterator[str]:
    """Yield the phrases a template says, and the texts it hands to components."""
    for found in SAID.finditer(source):
        yield found[1] or found[2]
    for component in COMPONENT.finditer(source):
        for attribute in SPOKEN_ATTRIBUTE.finditer(component[0]):
            yield attribute[1]


def phrases_in_code(source: str) -> Iterator[str]:
    """Yield the phrases that Python code says with ``say("...", language)``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            spoken = name == "say" and len(node.args) > 1
            if spoken and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def public_phrases(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield every phrase that residents read in a package, and the file it stands in."""
    for path in sorted((root / "templates").rglob("*.*")):
        source = path.read_text(encoding="utf-8") if path.suffix in (".html", ".txt") else ""
        if is_public(path.relative_to(root)) and STAFF_PAGE not in source:
            for phrase in phrases_in_template(source):
                yield phrase, path
    for path in sorted(root.rglob("*.py")):
        if "tests" not in path.parts and is_public(path.relative_to(root)):
            for phrase in phrases_in_code(path.read_text(encoding="utf-8")):
                yield phrase, path


def lacking() -> list[str]:
    """Return one line for every public phrase without plain Japanese or English (訳のない文言)."""
    found: dict[str, str] = {}
    for root in house():
        for phrase, path in public_phrases(root):
            missing = [key for key in ("easy", "en") if not catalogue().get(phrase, {}).get(key)]
            if missing:
                place = path.relative_to(root.parent)
                found.setdefault(
                    phrase, f"{place}: 「{phrase}」に {'・'.join(missing)} がありません"
                )
    return list(found.values())
