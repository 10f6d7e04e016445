"""When a delivery is tried again, and who looks after it when it never works (再配送)."""

from datetime import timedelta

MOST_ATTEMPTS = 8
WAITS_S = (5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600)
DEFAULT_OWNER = "joho"

_owners: dict[str, str] = {}


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts (待ち時間)."""
    return timedelta(seconds=WAITS_S[min(max(attempts, 1), len(WAITS_S)) - 1])


def is_last(attempts: int) -> bool:
    """Tell whether no further attempt follows."""
    return attempts >= MOST_ATTEMPTS


def own(package: str, section: str) -> None:
    """Say which section looks after a package's failed reactions (担当課). ``conf`` calls this."""
    _owners[package] = section


def owner_of(reaction: str) -> str:
    """Return the section that looks after a reaction when it fails for good (担当課)."""
    return next(
        (section for package, section in _owners.items() if reaction.startswith(f"{package}.")),
        DEFAULT_OWNER,
    )
