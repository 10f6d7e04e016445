"""Which values are told from each other (指紋のもと): twelve digits, or a file's hash."""

from collections.abc import Iterable, Iterator

from tsunagaru.kernel import individual_number

PLACE = "security.number"
FILE = "sha256:"


def values_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the digits of every individual number in some texts. Never keep them."""
    for text in texts:
        for span in individual_number.find(text):
            yield individual_number.digits_at(text, span)
