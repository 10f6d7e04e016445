"""Reads of procedures (手続きの参照)."""

from tsunagaru.services.procedures.queries.finding import find, of_life_event
from tsunagaru.services.procedures.queries.register import (
    CHANNELS,
    Filter,
    RegisterLine,
    count_by,
    digest,
    entered,
    register,
    row,
    rows,
    section_names,
    with_forms,
    yes,
)
from tsunagaru.services.procedures.queries.seals import (
    Abolished,
    Reviewed,
    abolished,
    decisions,
    history,
    review,
)
from tsunagaru.services.procedures.queries.sheet import (
    COLUMNS,
    cells_of,
    described,
    sheet,
    to_canonical,
)
from tsunagaru.services.procedures.queries.stumbling import Funnel, funnel

__all__ = [
    "CHANNELS",
    "COLUMNS",
    "Abolished",
    "Filter",
    "Funnel",
    "RegisterLine",
    "Reviewed",
    "abolished",
    "cells_of",
    "count_by",
    "decisions",
    "described",
    "digest",
    "entered",
    "find",
    "funnel",
    "history",
    "of_life_event",
    "register",
    "review",
    "row",
    "rows",
    "section_names",
    "sheet",
    "to_canonical",
    "with_forms",
    "yes",
]
