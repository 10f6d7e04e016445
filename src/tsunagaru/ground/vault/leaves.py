"""The texts inside a stored value (値の中の文字): what is looked at, and blackened, by itself."""

from collections.abc import Iterator
from typing import Any

from tsunagaru.kernel import individual_number

_PARTS = (individual_number.LENGTH, 3)  # boxes, or fours as on the card


def texts_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - text or any JSON
    """Yield each text or number of a value, keys too; digits one by one in a list count joined."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from texts_of(item)
    elif isinstance(value, list):
        if _is_row(value):
            yield " ".join(str(item) for item in value)
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)


def blackened(value: Any) -> Any:  # noqa: ANN401 - text or any JSON
    """Return a value in which ``＊`` stands for every digit of an individual number (黒塗り)."""
    if isinstance(value, dict):
        return {individual_number.mask(key): blackened(item) for key, item in value.items()}
    if isinstance(value, list):
        return _blackened_list(value)
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    hit = is_text and individual_number.find(str(value))
    return individual_number.mask(str(value)) if hit else value


def _blackened_list(values: list[Any]) -> list[Any]:
    if _is_row(values) and individual_number.find(" ".join(str(item) for item in values)):
        return [individual_number.MASK * len(str(item)) for item in values]
    return [blackened(item) for item in values]


def _is_row(values: list[Any]) -> bool:
    """Tell whether the values are digits that belong together: one in each, or four in each.

    Numbers of other lengths, such as lines of a text, stand for themselves; so do whole numbers of
    four digits, such as years.
    """
    if len(values) not in _PARTS:
        return False
    size = individual_number.LENGTH // len(values)
    return all(
        isinstance(value, str | int if size == 1 else str)
        and individual_number.count_digits(str(value)) == size
        and individual_number.is_digits_only(str(value))
        for value in values
    )
