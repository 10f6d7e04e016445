"""Finding procedures with an online form (手続きの検索)."""

from collections.abc import Sequence

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition
from tsunagaru.services.procedures.rules.finding import Entry, rank


def find(query: str) -> Sequence[ProcedureDefinition]:
    """Return the procedures that answer a query, best first (手続きの検索)."""
    known = {one.code: one for one in applications.procedures()}
    codes = rank((_entry(one) for one in known.values()), query)
    return [known[code] for code in codes]


def _entry(one: ProcedureDefinition) -> Entry:
    events = {event.code: event.name for event in applications.life_events()}
    names = (one.name.ja, one.name.easy, one.name.en)
    turns = [events[code] for code in one.life_events if code in events]
    keywords = (*one.keywords, *(text for turn in turns for text in (turn.ja, turn.easy, turn.en)))
    texts = (one.summary.ja, one.summary.easy, one.summary.en, one.who.ja, *map(str, one.laws))
    return Entry(one.code, names, keywords, texts)
