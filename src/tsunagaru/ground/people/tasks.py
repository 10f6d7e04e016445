"""What people does when something happens elsewhere (反応)."""

from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.ground.people import services


def forget_held_posts(event: DayEnded) -> None:
    """Delete what is over: held input, counted tries, sessions, letters (期限切れの整理)."""
    services.forget_old(at=event.at)
    services.forget_tries(at=event.at)
    services.forget_sessions(at=event.at)
    services.forget_letters(at=event.at)
    services.end_over(at=event.at)
    services.forget_visits(at=event.at)
    services.forget_signatures(at=event.at)
    services.forget_ceremonies(at=event.at)


def check_signatures(event: HourPassed) -> None:
    """Ask again for the revocation of signatures that wait for it (失効の再確認)."""
    services.check_waiting(at=event.at)
