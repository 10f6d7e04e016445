"""The link in letters about bookings (予約のリンク): made when the letter leaves, kept nowhere."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.bookings.queries.bookings import path_of


def booking_link(booking: UUID, _to: UUID | None, _at: datetime) -> str:
    """Return the private path of a booking's page, which opens without signing in."""
    return path_of(booking)
