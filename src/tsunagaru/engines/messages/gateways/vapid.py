"""Who we are to a push service (VAPID): a signed word, the same for hours (RFC 8292)."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tsunagaru.engines.messages.gateways.push_sealing import CURVE, base64, point_of, unbase64
from tsunagaru.kernel import clock

# The longest a service accepts is a day; clocks differ.
HOLDS, RENEWED_BEFORE = timedelta(hours=12), timedelta(hours=1)
MOST_ORIGINS = 200
COORDINATE = 32


class CannotUseVapid(ValueError):
    """No private key of P-256 in base64, or no address to complain to (鍵の誤り)."""


class Vapid:
    """The town's identity at push services (送信者の証明).

    Args:
        key: the private key's 32 bytes in base64 for addresses, as the usual tools write it.
        subject: ``mailto:`` or ``https:`` where a service finds us.
        now: the time; of the word's end.
    """

    def __init__(self, key: str, subject: str, *, now: Callable[[], datetime] = clock.now) -> None:
        try:
            raw = unbase64(key)
            self._key = ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)
        except ValueError:
            raise CannotUseVapid("key") from None
        if len(raw) != COORDINATE or not subject.startswith(("mailto:", "https://")):
            raise CannotUseVapid("subject")
        self._subject, self._now = subject, now
        self._words: dict[str, tuple[datetime, str]] = {}
        self.public = base64(point_of(self._key.public_key()))

    def header(self, origin: str) -> str:
        """Return the ``Authorization`` for a push service.

        Args:
            origin: scheme, host and port of the service.
        """
        at = self._now()
        until, word = self._words.get(origin, (at, ""))
        if until - at > RENEWED_BEFORE:
            return word
        if len(self._words) >= MOST_ORIGINS:  # anybody may subscribe with an origin of their own
            self._words.clear()
        until = at + HOLDS
        word = f"vapid t={self._sign(origin, until)}, k={self.public}"
        self._words[origin] = (until, word)
        return word

    def _sign(self, origin: str, until: datetime) -> str:
        claims = {"aud": origin, "exp": int(until.timestamp()), "sub": self._subject}
        parts = ({"typ": "JWT", "alg": "ES256"}, claims)
        text = ".".join(base64(json.dumps(part).encode()) for part in parts)
        pair = decode_dss_signature(self._key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{text}.{base64(b''.join(n.to_bytes(COORDINATE, 'big') for n in pair))}"
