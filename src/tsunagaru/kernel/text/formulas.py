"""Cells that a spreadsheet would take for a formula (数式の無害化).

Source:
    OWASP, CSV Injection.
"""

STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(text: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula: behind an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS) else text


def unguarded(text: str) -> str:
    """Return a cell as it was before it was guarded."""
    inner = text[1:]
    return inner if text.startswith("'") and inner.lstrip(" ").startswith(STARTS) else text
