"""Fails when code grows past the house measure (長さの検査). Run: ``python -m tools.shape src``."""

import ast
import sys
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 40
VIEW_LINES = 120
TEMPLATE_LINES = 150
TEST_FUNCTION_LINES = 40


def complaints_about(root: Path) -> list[str]:
    """Return one complaint per file, function or template over its measure."""
    found: list[str] = []
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            found += _too_long(path)
    for path in sorted(root.rglob("*.html")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > TEMPLATE_LINES:
            found.append(f"{path}: {lines} lines, at most {TEMPLATE_LINES}: make a component")
    return found


def _too_long(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    allowed = VIEW_LINES if "views" in path.parts else FILE_LINES
    found = []
    if (lines := source.count("\n")) > allowed:
        found.append(f"{path}: {lines} lines, at most {allowed}: split by concept")
    limit = TEST_FUNCTION_LINES if "tests" in path.parts else FUNCTION_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                found.append(f"{path}:{node.lineno} {node.name}: {length} lines, at most {limit}")
    return found


if __name__ == "__main__":
    complaints = [line for root in sys.argv[1:] for line in complaints_about(Path(root))]
    print("\n".join(complaints) if complaints else "shape: every file keeps its measure")
    sys.exit(bool(complaints))
