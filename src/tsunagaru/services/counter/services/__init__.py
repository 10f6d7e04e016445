"""Writes of the counter (窓口の処理)."""

from tsunagaru.services.counter.services.calling import (
    call_again,
    call_next,
    close_day,
    finish,
    leave,
    miss,
    transfer,
)
from tsunagaru.services.counter.services.issuing import issue

__all__ = [
    "call_again",
    "call_next",
    "close_day",
    "finish",
    "issue",
    "leave",
    "miss",
    "transfer",
]
