"""What people does when something happens elsewhere (反応)."""

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.people import services


def forget_held_posts(event: DayEnded) -> None:
    """Delete input nobody came back for (送信途中の入力の削除)."""
    services.forget_old(at=event.at)
