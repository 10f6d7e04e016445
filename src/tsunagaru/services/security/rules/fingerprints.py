"""Which values are told from each other (指紋のもと): twelve digits, or a file's hash."""

from collections.abc import Iterable, Iterator, Mapping

from tsunagaru.kernel import individual_number

PLACE = "security.number"
FILE = "sha256:"


def values_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the digits of every individual number in some texts. Never keep them."""
    for text in texts:
        for span in individual_number.find(text):
            yield individual_number.digits_at(text, span)


def leaves(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield where each text of a JSON value stands, and the text (JSONの中の文字).

    Entries of a list share one place, such as ``answers.children.name``.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{place}.{key}".lstrip("."), str(key)
            yield from leaves(item, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, place)
    elif isinstance(value, str | int | float):
        yield place, str(value)
