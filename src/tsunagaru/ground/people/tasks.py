"""What people does when something happens elsewhere (反応)."""

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.people import services


def forget_held_posts(event: DayEnded) -> None:
    """Delete what is over: held input, counted tries, sessions, letters (期限切れの削除)."""
    services.forget_old(at=event.at)
    services.forget_tries(at=event.at)
    services.forget_sessions(at=event.at)
    services.forget_letters(at=event.at)
