"""The door to cases (案件の窓口)."""

from tsunagaru.engines.cases.queries import (
    CaseLine,
    CaseView,
    CorrectionView,
    DecisionView,
    TimelineEntry,
    case_of,
    cases_of,
    decision_of,
    ids_in_queue,
    lines_of,
    open_correction,
    timeline,
)
from tsunagaru.engines.cases.rules import (
    PAYING_LABELS,
    CannotDecideWithoutReason,
    CannotDecideYet,
    CannotMove,
    Paying,
    State,
)
from tsunagaru.engines.cases.services.handling import (
    add_note,
    answer_correction,
    assign,
    cancel_correction,
    decide,
    request_correction,
    withdraw,
)
from tsunagaru.engines.cases.services.opening import open_case
from tsunagaru.engines.cases.services.paying import note_payment

__all__ = [
    "PAYING_LABELS",
    "CannotDecideWithoutReason",
    "CannotDecideYet",
    "CannotMove",
    "CaseLine",
    "CaseView",
    "CorrectionView",
    "DecisionView",
    "Paying",
    "State",
    "TimelineEntry",
    "add_note",
    "answer_correction",
    "assign",
    "cancel_correction",
    "case_of",
    "cases_of",
    "decide",
    "decision_of",
    "ids_in_queue",
    "lines_of",
    "note_payment",
    "open_case",
    "open_correction",
    "request_correction",
    "timeline",
    "withdraw",
]
