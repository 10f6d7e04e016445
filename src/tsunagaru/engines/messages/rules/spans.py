"""Runs of numbers (番号の範囲)."""

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the same numbers in as few spans as possible, in order.

    Args:
        spans: first and last number, both included.
    """
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            first, last = found.pop()
            found.append((first, max(last, high)))
        else:
            found.append((low, high))
    return found
