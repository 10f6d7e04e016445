"""What the town agreed with the provider (接続設定): from the settings, never from the code."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from tsunagaru.ground.people.gateways.card.keys import made_once

CALLBACK = "/sign-in/card/callback/"


@dataclass(frozen=True)
class Profile:
    """The connection to one provider (接続先).

    Args:
        issuer: the provider's name in its tokens; its discovery document stands below it.
        client: our name at the provider.
        key: file with our private key, a JWK for ES256.
        authorities: folder with the certificates of the card authorities that are trusted.
        revocation: where the state of a certificate is asked for; empty when nobody may be asked.
    """

    issuer: str
    client: str
    key: Path
    authorities: Path
    revocation: str = ""

    @property
    def sign_api(self) -> str:
        """Return where sign transactions are made (署名API)."""
        there = urlsplit(self.issuer)
        return f"{there.scheme}://{there.netloc}/api/sign-transactions"


def profile() -> Profile | None:
    """Return the provider that is in use, or None where signing in with the card is not offered."""
    issuer = settings.TSUNAGARU_CARD_ISSUER
    if not issuer or not (issuer.startswith("https://") or settings.TSUNAGARU_DEMO):
        return None
    key = Path(settings.TSUNAGARU_CARD_KEY)
    if settings.TSUNAGARU_DEMO:
        made_once(key)
    return Profile(
        issuer=issuer,
        client=settings.TSUNAGARU_CARD_CLIENT,
        key=key,
        authorities=Path(settings.TSUNAGARU_CARD_AUTHORITIES),
        revocation=settings.TSUNAGARU_CARD_REVOCATION,
    )
