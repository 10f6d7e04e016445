"""Expressions of a form (条件式), each parsed once in a process."""

from functools import lru_cache

from tsunagaru.kernel.expressions import CannotUnderstand, Expression, names, parse_expression

MOST_KEPT = 20_000


@lru_cache(maxsize=MOST_KEPT)
def tree_of(text: str) -> Expression:
    """Return the tree of an expression (構文木).

    Raises:
        CannotUnderstand: it cannot be read.
    """
    return parse_expression(text)


@lru_cache(maxsize=MOST_KEPT)
def fields_in(text: str) -> frozenset[str]:
    """Return the codes of the fields an expression refers to (参照項目); none when it is broken."""
    if not text:
        return frozenset()
    try:
        return frozenset(name.partition(".")[0] for name in names(tree_of(text)))
    except CannotUnderstand:
        return frozenset()
