"""Whatever enters the audit trail can be read in words by the auditor (監査記録の言葉)."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tsunagaru.ground.ledger.gateways.wording import wording

SOURCE = Path(__file__).resolve().parent.parent / "src" / "tsunagaru"
WRITERS = {"audit", "note", "_note"}
NO_FACTS = {"at", "by", "channel", "left", "text"}  # of other notes than those of the trail
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


@cache
def writers() -> list[ast.FunctionDef]:
    """Return the functions that write the trail."""
    texts = [file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py") if _counts(file)]
    trees = [ast.parse(text) for text in texts if any(f"{one}(" in text for one in WRITERS)]
    functions = [
        one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)
    ]
    return [one for one in functions if any(_writes(node) for node in ast.walk(one))]


def _counts(file: Path) -> bool:
    return "tests" not in file.parts


def _writes(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) in WRITERS


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def actions() -> set[str]:
    """Return every action named where the trail is written."""
    return {
        value.value
        for function in writers()
        for value in ast.walk(function)
        if isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and ACTION.fullmatch(value.value)
    }


def fact_names() -> set[str]:
    """Return the names of facts written out where the trail is written."""
    return {
        key.value
        for function in writers()
        for node in ast.walk(function)
        for written in _facts_in(node)
        for key in written.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    } | {
        keyword.arg
        for function in writers()
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _name(node.func) == "note"
        for keyword in node.keywords
        if keyword.arg
    } - NO_FACTS


def _facts_in(node: ast.AST) -> list[ast.Dict]:
    """Return the mapping a node passes, or keeps to pass, as facts."""
    if isinstance(node, ast.keyword) and node.arg == "facts":
        return [one for one in ast.walk(node.value) if isinstance(one, ast.Dict)]
    if isinstance(node, ast.Assign) and any(_name(one) == "facts" for one in node.targets):
        return [one for one in ast.walk(node.value) if isinstance(one, ast.Dict)]
    return []


def test_the_scan_finds_what_is_written():
    assert {"case.viewed", "audit.viewed", "grant.given", "card.refused"} <= actions()
    assert {"page", "section", "reason"} <= fact_names()


@pytest.mark.parametrize("kind", ["actions", "facts"])
def test_every_action_and_fact_has_a_word(kind: str):
    words = wording()
    written = actions() if kind == "actions" else fact_names()
    assert written - set(getattr(words, kind)) == set()


def test_no_word_is_left_over_from_an_action_that_is_gone():
    assert set(wording().actions) - actions() == set()


def test_every_page_of_an_application_that_staff_open_has_a_word():
    source = SOURCE / "engines" / "applications"
    views = [file.read_text(encoding="utf-8") for file in (source / "views").glob("*.py")]
    opened = {name for text in views for name in re.findall(r"@on_application\ndef (\w+)", text)}
    assert {"status", "paper"} <= opened
    assert opened - set(wording().values) == set()
