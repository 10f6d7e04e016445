"""The door to the search (検索の窓口)."""

from tsunagaru.ground.search.queries import Hit, find
from tsunagaru.ground.search.services import index, rebuild, remove
from tsunagaru.kernel.offers import SearchDocument, SearchSource

__all__ = [
    "Hit",
    "SearchDocument",
    "SearchSource",
    "find",
    "index",
    "rebuild",
    "remove",
]
