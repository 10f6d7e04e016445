"""Invitations to rate a service (評価の案内): sealed addresses that need no sign-in."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from tsunagaru.ground.vault.keys import CannotOpenVault
from tsunagaru.ground.vault.sealing import blind, blinds, seal, unseal

PLACE = "questionnaires.rating"


class CannotOpenInvitation(Exception):
    """The address was not made by this system (案内のアドレスが正しくありません)."""


@dataclass(frozen=True)
class Invitation:
    """One thing that may be rated once (評価の対象).

    Args:
        service: code of the service, e.g. of the procedure.
        about: id of the thing: the application, the ride, the booking.
        channel: the way the person was served, or empty.
        age_band: of the person served, or empty.
        district: code of the person's district, or empty.
    """

    service: str
    about: UUID
    channel: str = ""
    age_band: str = ""
    district: str = ""

    @property
    def index(self) -> str:
        """The blind index of the thing (索引)."""
        return blind(f"{self.service}|{self.about.hex}", place=PLACE)

    @property
    def indexes(self) -> list[str]:
        """Every form in which the index may be stored (older keys included)."""
        return blinds(f"{self.service}|{self.about.hex}", place=PLACE)

    @property
    def token(self) -> str:
        """The sealed end of the address (封をした符号): nobody reads of whom it is."""
        parts = (self.about.hex, self.channel, self.age_band, self.district)
        return urlsafe_b64encode(seal("|".join(parts), place=_place(self.service))).decode()

    @property
    def path(self) -> str:
        """The address of the page on which it is rated (評価ページ)."""
        return reverse("questionnaires:rate", args=[self.service, self.token])


def open_invitation(service: str, token: str) -> Invitation:
    """Return the invitation behind an address (案内を読む).

    Raises:
        CannotOpenInvitation: it was not sealed by us, or for another service.
    """
    try:
        sealed = urlsafe_b64decode(token)
        about, channel, age_band, district = unseal(sealed, place=_place(service)).split("|")
        return Invitation(service, UUID(about), channel, age_band, district)
    except (CannotOpenVault, ValueError):
        raise CannotOpenInvitation(service) from None


def _place(service: str) -> str:
    return f"{PLACE}|{service}"
