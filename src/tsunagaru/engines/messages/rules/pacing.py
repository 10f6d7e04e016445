"""When to try again, and how fast (再送の間隔と流量): pure rules."""

from datetime import datetime, timedelta

FIRST_S, LONGEST_S = 0.5, 300.0
PATIENCE = 5  # so many failures in a row, and the provider is left alone for a while
BURST_S = 0.25


def wait_after(attempts: int, asked_s: float = 0) -> timedelta:
    """Return how long a chunk waits after its so-many-th failed attempt (次の試行までの待ち).

    Args:
        asked_s: what the provider asked for.
    """
    own = min(LONGEST_S, FIRST_S * 2 ** min(attempts - 1, 20))
    return timedelta(seconds=max(own, min(asked_s, LONGEST_S)))


def pause_after(failures: int, asked_s: float = 0) -> timedelta:
    """Return how long a provider is left alone after so many failures in a row (経路の休止)."""
    own = min(30.0, 2.0 ** (failures - PATIENCE)) if failures >= PATIENCE else 0.0
    return timedelta(seconds=max(own, min(asked_s, LONGEST_S)))


def permits(next_at: datetime, at: datetime, a_second: float, wanted: int) -> int:
    """Return how many calls may begin within a short while (流量).

    Args:
        next_at: when the next call is allowed.
        a_second: calls a second; 0 for no limit.
    """
    if not a_second:
        return wanted
    room_s = (at + timedelta(seconds=BURST_S) - max(next_at, at)).total_seconds()
    return max(0, min(wanted, int(room_s * a_second)))


def after_calls(next_at: datetime, at: datetime, a_second: float, calls: int) -> datetime:
    """Return when the next call is allowed after so many."""
    if not a_second:
        return at
    return max(next_at, at) + timedelta(seconds=calls / a_second)


def hold_hour(quiet_from: int | None, quiet_until: int | None, hour: int) -> int:
    """Return until which hour somebody wants quiet now, or -1 (静かな時間)."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return -1
    if quiet_from < quiet_until:
        return quiet_until if quiet_from <= hour < quiet_until else -1
    return quiet_until if hour >= quiet_from or hour < quiet_until else -1


def held_until(hold: int, at: datetime) -> datetime:
    """Return the moment at which a hold ends (静かな時間の終わり).

    Args:
        hold: hour of the day, or -1.
        at: now, in the town's own time.
    """
    if hold < 0:
        return at
    end = at.replace(hour=hold, minute=0, second=0, microsecond=0)
    return end if end > at else end + timedelta(days=1)
