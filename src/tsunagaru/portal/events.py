"""What happens at the front doors (玄関の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SearchPerformed(Event, name="search.performed"):
    """Somebody searched (検索された); the words are not kept."""

    zero: str
    page: str
