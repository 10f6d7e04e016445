"""What a link in an e-mail to a subscriber says (登録のリンク): pure rules; signing is outside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

CONFIRM, SETTINGS = "confirm", "settings"
LIVES = {CONFIRM: timedelta(hours=48), SETTINGS: timedelta(hours=24)}


@dataclass(frozen=True)
class Errand:
    """What a link is for (リンクの用途).

    Args:
        subscriber: to whom the address belonged when it was written; a link that went out for
            somebody else's registration does not work for this one.
    """

    purpose: str
    contact: UUID
    subscriber: UUID
    until: datetime


def errand(purpose: str, contact: UUID, subscriber: UUID, at: datetime) -> Errand:
    """Return what a link made now is for."""
    return Errand(purpose, contact, subscriber, at + LIVES[purpose])


def written(one: Errand) -> list[str]:
    """Return an errand as it is signed."""
    return [one.purpose, one.contact.hex, one.subscriber.hex, str(int(one.until.timestamp()))]


def is_over(until: float, at: datetime) -> bool:
    """Tell whether a link's time is over (期限切れ)."""
    return at.timestamp() > until
