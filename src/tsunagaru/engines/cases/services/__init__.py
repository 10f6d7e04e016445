"""Writes of cases (案件の処理): one function, one transaction, at least one event."""

from tsunagaru.engines.cases.services.deciding import decide_once
from tsunagaru.engines.cases.services.handling import (
    add_note,
    answer_correction,
    assign,
    cancel_correction,
    decide,
    note_progress,
    request_correction,
    withdraw,
)
from tsunagaru.engines.cases.services.opening import open_case
from tsunagaru.engines.cases.services.paying import note_payment

__all__ = [
    "add_note",
    "answer_correction",
    "assign",
    "cancel_correction",
    "decide",
    "decide_once",
    "note_payment",
    "note_progress",
    "open_case",
    "request_correction",
    "withdraw",
]
