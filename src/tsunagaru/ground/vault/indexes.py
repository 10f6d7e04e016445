"""Which column is a blind index over what (索引の宣言), so that a new key can rebuild them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class BlindIndex:
    """A blind index in a table (索引).

    Args:
        related: rows it is made from besides its own, read together with it.
        make: returns the index of a row under the newest key, or None when the row does not tell
            what it was made of.
        lasting: why an index with an older key may stay where it is, as one sentence.
    """

    model: str
    column: str
    related: tuple[str, ...] = ()
    make: Callable[[Any], str | None] | None = None
    lasting: str = ""

    @property
    def table(self) -> type[models.Model]:
        """The table the index stands in."""
        return apps.get_model(self.model)


_declared: dict[tuple[str, str], BlindIndex] = {}


def indexed(
    column: str,
    *,
    related: tuple[str, ...] = (),
    make: Callable[[Any], str | None] | None = None,
    lasting: str = "",
) -> Callable[[M], M]:
    """Declare a column of a table as a blind index; see ``BlindIndex``.

    Raises:
        ValueError: it can neither be rebuilt nor says why it need not be.
    """
    if make is None and not lasting:
        message = f"{column}: say how the index is made, or why it lasts."
        raise ValueError(message)

    def declare(model: M) -> M:
        label = model._meta.label
        _declared[label, column] = BlindIndex(label, column, related, make, lasting)
        return model

    return declare


def declared() -> Iterator[BlindIndex]:
    """Yield every blind index of the installed packages."""
    yield from _declared.values()
