"""Writes of bookings (予約の処理)."""

from tsunagaru.engines.bookings.services.changing import accept, cancel, change
from tsunagaru.engines.bookings.services.charging import ask_again, postpone
from tsunagaru.engines.bookings.services.closing import close_resource, finish_day, reopen
from tsunagaru.engines.bookings.services.forfeiting import mind_unpaid
from tsunagaru.engines.bookings.services.lotteries import draw
from tsunagaru.engines.bookings.services.making import make, wait
from tsunagaru.engines.bookings.services.marking import mark, note_told, undo_arrival
from tsunagaru.engines.bookings.services.minding import judge_reduction, open_feed, remind
from tsunagaru.engines.bookings.services.rounds import open_rounds
from tsunagaru.engines.bookings.services.waiting import lapse

__all__ = [
    "accept",
    "ask_again",
    "cancel",
    "change",
    "close_resource",
    "draw",
    "finish_day",
    "judge_reduction",
    "lapse",
    "make",
    "mark",
    "mind_unpaid",
    "note_told",
    "open_feed",
    "open_rounds",
    "postpone",
    "remind",
    "reopen",
    "undo_arrival",
    "wait",
]
