"""Rules about people (住民・職員の規則): ages, sign-in sessions, addresses to return to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tsunagaru.kernel.calendar import years_between
from tsunagaru.kernel.events import AgeBand

_UPPER_AGES = ((19, AgeBand.CHILD), (39, AgeBand.TWENTIES), (59, AgeBand.FORTIES))
_SENIOR_AGES = ((69, AgeBand.SIXTIES), (79, AgeBand.SEVENTIES))
NEXT_LENGTH = 500


def age_band_of(birth_on: date | None, day: date) -> str:
    """Return the age band on a day (年齢層), or empty when the birth date is unknown."""
    if birth_on is None:
        return ""
    age = years_between(birth_on, day)
    for upper, band in (*_UPPER_AGES, *_SENIOR_AGES):
        if age <= upper:
            return band.value
    return AgeBand.EIGHTIES.value


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


@dataclass(frozen=True)
class ConsentText:
    """Something a resident may agree to, and take back at any time (同意の内容)."""

    code: str
    title: str
    text: str


CONSENTS = (
    ConsentText(
        "news",
        "お知らせの受け取り",
        "年齢や地区に合わせた町のお知らせを送ります。手続きの連絡は、同意がなくても届きます。",
    ),
)
