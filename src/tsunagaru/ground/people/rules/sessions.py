"""Rules about sign-in sessions and addresses (セッションの規則)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NEXT_LENGTH = 500


class End(StrEnum):
    """Why a session is over (セッション終了の理由)."""

    IDLE = "idle"
    ABSOLUTE = "absolute"


@dataclass(frozen=True)
class SessionLimits:
    """How long a session lives (セッションの期限)."""

    idle: timedelta
    absolute: timedelta


def session_end(
    *, began_at: datetime, seen_at: datetime, at: datetime, limits: SessionLimits
) -> End | None:
    """Return why a session is over at a moment, or None while it lasts."""
    if at - began_at >= limits.absolute or at < began_at:
        return End.ABSOLUTE
    if at - seen_at >= limits.idle:
        return End.IDLE
    return None


def safe_next(address: str) -> str:
    """Return an address to go on to if it is a page of this site, or empty (戻り先).

    A browser takes two slashes or backslashes, tabs and line breaks for a way to other sites.
    """
    fits = (
        address.startswith("/")
        and address[1:2] not in {"/", "\\"}
        and len(address) <= NEXT_LENGTH
        and all(character.isprintable() and character != "\\" for character in address)
    )
    return address if fits else ""


def client_address(remote: str, forwarded: str, trusted: Iterable[str]) -> str:
    """Return the network address a request came from (接続元).

    Args:
        remote: the address of the connection itself.
        forwarded: the ``X-Forwarded-For`` header as sent; anybody can write anything into it.
        trusted: our own reverse proxies; each one's last entry is believed, nothing before it.
    """
    proxies = set(trusted)
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    address = remote
    while address in proxies and hops:
        address = hops.pop()
    return address
