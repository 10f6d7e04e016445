"""The door to cases (案件の窓口)."""

from tsunagaru.engines.cases.queries import (
    CaseView,
    CorrectionView,
    DecisionView,
    FinishedCase,
    TimelineEntry,
    case_of,
    cases_of,
    decision_of,
    finished,
    numbered,
    open_correction,
    overview,
    timeline,
)
from tsunagaru.engines.cases.rules import CannotDecideWithoutReason, CannotMove, State
from tsunagaru.engines.cases.services.disposing import CannotDispose, dispose
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

__all__ = [
    "CannotDecideWithoutReason",
    "CannotDispose",
    "CannotMove",
    "CaseView",
    "CorrectionView",
    "DecisionView",
    "FinishedCase",
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
    "dispose",
    "finished",
    "numbered",
    "open_case",
    "open_correction",
    "overview",
    "request_correction",
    "timeline",
    "withdraw",
]
