"""What became of a place in a lottery or on a waiting list (抽選と空き待ちの結果)."""

from dataclasses import dataclass
from datetime import date

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.rules.states import State

WON = "抽選に当選しました。"
LOST = "抽選は落選でした。空き待ちに登録しています。"
NOT_TAKEN = (
    "受ける期限を過ぎたため、空き待ちは終わりました。"
    "まだ利用したいときは、もう一度予約してください。"
)
NOT_FREE = "空きが出なかったため、空き待ちは終わりました。"


def was_won(row: Booking) -> bool:
    """Tell whether a booking was drawn in a lottery, not taken over from a waiting list (当選)."""
    return row.round_id is not None and row.place is not None and row.queued_at is None


@dataclass(frozen=True)
class Lot:
    """How a draw or a waiting list stands for a booking (抽選と空き待ち).

    Args:
        words: what became of it; empty where the state says so itself.
        applying_until: the last day of applying, while the draw is ahead.
    """

    words: str
    applying_until: date | None


def lot_of(row: Booking) -> Lot:
    """Return how the draw or the waiting list stands (抽選と空き待ちの状況)."""
    return Lot(_words(row), _applying_until(row))


def _applying_until(row: Booking) -> date | None:
    """Return the last day of applying for the draw an application waits for (受付の最終日)."""
    if row.state != State.APPLIED or row.round is None:
        return None
    offered = bookable(row.resource).definition.lottery
    return lottery.days_applying(offered.period, row.round.month)[1] if offered else None


def _words(row: Booking) -> str:
    """Return what became of the draw or of waiting, or nothing where it says so itself."""
    if row.state == State.LAPSED:
        return NOT_TAKEN if row.offered_until else NOT_FREE
    if row.state == State.CONFIRMED and was_won(row):
        return WON
    lost = row.state == State.WAITING and row.round_id is not None
    return LOST if lost else ""
