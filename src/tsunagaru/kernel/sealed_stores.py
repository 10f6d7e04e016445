"""What packages keep sealed besides their columns (列以外の暗号化データ)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class SealedStore:
    """Sealed things outside the sealed columns (列以外の暗号化データ), for the rotation of keys.

    Args:
        key_ids: yields a reference to each thing, and the id of the key that sealed it.
        reseal: seals the referenced thing with the newest key; tells whether it was there.
    """

    name: str
    title: str
    key_ids: Callable[[], Iterable[tuple[str, str]]]
    reseal: Callable[[str], bool]
