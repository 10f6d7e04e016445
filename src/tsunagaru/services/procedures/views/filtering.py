"""What a reader filters the register by (絞り込み), from the address and for the boxes."""

from typing import Any

from django.http import QueryDict

from tsunagaru.engines.applications import api as applications
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.queries import Filter

LONGEST = 100
NAMES = ("section", "life", "online", "fee", "seal")


def wanted_in(query: QueryDict) -> Filter:
    """Return what the address asks for; what it cannot mean is left out."""
    found = {name: query.get(name, "")[:60].replace("\x00", "") for name in NAMES}
    return Filter(words=query.get("q", "").strip()[:LONGEST], **found)


def address_of(query: QueryDict) -> str:
    """Return the filters as they stand in an address, without the page number."""
    kept = QueryDict(mutable=True)
    for name in ("q", *NAMES, "proposed", "show"):
        if query.get(name):
            kept[name] = query.get(name, "")[:LONGEST]
    return kept.urlencode()


def boxes() -> dict[str, Any]:
    """Return the choices of the filter's boxes."""
    used = {row.section for row in queries.rows()}
    sections = [(code, name) for code, name in queries.section_names().items() if code in used]
    return {"sections": sections, "events": applications.life_events()}
