"""The documents say what the code does (文書と実装の一致)."""

import ast
import re
from pathlib import Path

import pytest

from tools import documents

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tsunagaru"
# Words for which the glossary has another one.
FOREIGN = re.compile(
    r"(?i)(petition|citizen|department|employee|ticket|neighbou?rhood_?group|kpi|deadline_date)"
)


@pytest.mark.parametrize("name", ["events.md", "indicators.md"])
def test_a_generated_page_is_fresh(name):
    assert (documents.DOCS / name).read_text(encoding="utf-8") == documents.pages()[name]


def names() -> list[str]:
    files = (p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
    nodes = (n for p in files for n in ast.walk(ast.parse(p.read_text(encoding="utf-8"))))
    return [n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)]


def glossary() -> list[tuple[str, str, str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [(row[0], row[1], row[2]) for row in rows[2:]]


def test_the_code_uses_the_glossarys_words_only():
    assert [name for name in names() if FOREIGN.search(name)] == []


@pytest.mark.parametrize(("english", "japanese", "place"), glossary(), ids=lambda x: x)
def test_a_word_of_the_glossary_stands_in_the_code_with_its_japanese(english, japanese, place):
    path = SOURCE / place
    files = [path.with_suffix(".py")] if path.with_suffix(".py").exists() else path.rglob("*")
    text = "\n".join(
        f.read_text(encoding="utf-8") for f in files if f.suffix in {".py", ".yaml", ".html"}
    )
    assert english.split()[0] in text.lower()
    assert any(word in text for word in japanese.split("・"))


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])
def test_every_link_of_a_page_leads_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
