"""Our relying party (利用側): authorization code, PKCE, private_key_jwt, ES256 tokens."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from tsunagaru.ground.people.gateways.card import http
from tsunagaru.ground.people.gateways.card.config import Profile
from tsunagaru.ground.people.gateways.card.http import CannotReach
from tsunagaru.ground.people.gateways.card.keys import read_key
from tsunagaru.ground.people.rules import card
from tsunagaru.ground.people.rules.card import CannotTrust, Why

KEPT, REFRESH_AGAIN = timedelta(hours=1), timedelta(minutes=1)
ASSERTION_LIFE_S = 60
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_TOKEN = 20_000


@dataclass(frozen=True)
class Asked:
    """What one request to the provider was made with, and must come back (認証要求の控え)."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Asked":
        """Return three new secrets."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass
class _Known:
    """What was read of a provider, and when."""

    metadata: dict[str, Any] | None = None
    metadata_at: datetime | None = None
    keys: dict[str, Any] | None = None
    keys_at: datetime | None = None


_known: dict[str, _Known] = {}


def forget() -> None:
    """Forget what was read of providers."""
    _known.clear()


@dataclass(frozen=True)
class Provider:
    """One provider as we see it (認証サーバー)."""

    profile: Profile
    at: datetime

    def authorization_url(
        self, asked: Asked, *, scope: str, back: str, more: Mapping[str, str] | None = None
    ) -> str:
        """Return where the person is sent (認可要求).

        Args:
            back: our callback address.
            more: further parameters of ours; nothing out of an address that somebody opened.
        """
        query = {
            "response_type": "code",
            "client_id": self.profile.client,
            "redirect_uri": back,
            "scope": scope,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": create_s256_code_challenge(asked.verifier),
            "code_challenge_method": "S256",
            "acr_values": card.ACR,
            **(more or {}),
        }
        return f"{self._endpoint('authorization_endpoint')}?{urlencode(query)}"

    def check_issuer(self, named: str) -> None:
        """Check whose answer it says it is: an answer of another provider is a mix-up.

        Raises:
            CannotTrust: another issuer, or none although the provider always names itself.

        Source:
            RFC 9207.
        """
        always = self._metadata().get("authorization_response_iss_parameter_supported") is True
        if named != self.profile.issuer and (named or always):
            raise CannotTrust(Why.ISSUER)

    def exchange(self, code: str, asked: Asked, *, back: str) -> tuple[str, str]:
        """Exchange a code for tokens; return subject and access token (トークン要求).

        Raises:
            CannotTrust: the code or the token is not right.
            CannotReach: the provider does not answer.
        """
        endpoint = self._endpoint("token_endpoint")
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": asked.verifier,
            **self.client_fields(endpoint),
        }
        found = _granted(http.post_form(endpoint, fields))
        token, access = found.get("id_token"), found.get("access_token")
        if not (isinstance(token, str) and isinstance(access, str)):
            raise CannotTrust(Why.SHAPE)
        if str(found.get("token_type", "")).lower() != "bearer":
            raise CannotTrust(Why.SHAPE)
        return self.subject_of(token, access, asked.nonce), access

    def subject_of(self, token: str, access: str, nonce: str) -> str:
        """Return whose token it is, once everything about it holds.

        Raises:
            CannotTrust: something does not hold.
        """
        if len(token) > LONGEST_TOKEN:
            raise CannotTrust(Why.SHAPE)
        key = self._key(str(card.header_of(token)["kid"]))
        try:
            claims = jwt.decode(token, key, algorithms=["ES256"]).claims
        except (JoseError, ValueError) as error:
            raise CannotTrust(Why.SIGNATURE) from error
        expected = card.Expected(
            issuer=self.profile.issuer,
            client=self.profile.client,
            nonce=nonce,
            acr=card.ACR,
            access_token=access,
            at=self.at,
        )
        return card.check_claims(claims, expected)

    def attributes(self, access: str, subject: str) -> card.CardPerson:
        """Return the four attributes of whom a token belongs to (属性の取得).

        Raises:
            CannotTrust: they are of somebody else.
            CannotReach: the provider does not answer.
        """
        headers = {"Authorization": f"Bearer {access}"}
        answer = http.get(self._endpoint("userinfo_endpoint"), headers)
        if answer.status != http.OK:
            raise CannotTrust(Why.CODE)
        claims = answer.json()
        if claims.get("sub") != subject:
            raise CannotTrust(Why.SUBJECT)
        return card.read_claims(claims)

    def client_fields(self, audience: str) -> dict[str, str]:
        """Return the fields that show who we are (private_key_jwt)."""
        key, now = read_key(self.profile.key), int(self.at.timestamp())
        claims = {
            "iss": self.profile.client,
            "sub": self.profile.client,
            "aud": audience,
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "exp": now + ASSERTION_LIFE_S,
        }
        header = {"alg": "ES256", "kid": key.kid or key.thumbprint()}
        return {
            "client_id": self.profile.client,
            "client_assertion_type": ASSERTION,
            "client_assertion": jwt.encode(header, claims, key, algorithms=["ES256"]),
        }

    def client_token(self, scope: str) -> str:
        """Return an access token of our own (client credentials).

        Raises:
            CannotTrust, CannotReach: the provider gives none.
        """
        endpoint = self._endpoint("token_endpoint")
        fields = {"grant_type": "client_credentials", "scope": scope}
        found = _granted(http.post_form(endpoint, fields | self.client_fields(endpoint)))
        return str(found.get("access_token", ""))

    def _endpoint(self, name: str) -> str:
        value = self._metadata().get(name)
        secure = self.profile.issuer.startswith("https://")
        if not isinstance(value, str) or (secure and not value.startswith("https://")):
            raise CannotReach(name)
        return value

    def _metadata(self) -> dict[str, Any]:
        known = _known.setdefault(self.profile.issuer, _Known())
        if known.metadata is None or _older(known.metadata_at, self.at, KEPT):
            answer = http.get(f"{self.profile.issuer}/.well-known/openid-configuration")
            found = answer.json() if answer.status == http.OK else {}
            if found.get("issuer") != self.profile.issuer:
                raise CannotTrust(Why.ISSUER)
            known.metadata, known.metadata_at = found, self.at
        return known.metadata

    def _key(self, kid: str) -> ECKey:
        """Return the provider's key of an id; an unknown one is looked up anew, once a minute."""
        known = _known.setdefault(self.profile.issuer, _Known())
        patience = KEPT if kid in (known.keys or {}) else REFRESH_AGAIN
        if known.keys is None or _older(known.keys_at, self.at, patience):
            self._read_keys(known)
        found = (known.keys or {}).get(kid)
        if not isinstance(found, ECKey) or found.curve_name != "P-256":
            raise CannotTrust(Why.KEY)
        return found

    def _read_keys(self, known: _Known) -> None:
        answer = http.get(self._endpoint("jwks_uri"))
        try:
            keys = KeySet.import_key_set(answer.json())  # type: ignore[arg-type]  # checked by joserfc
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise CannotReach("no key set") from error
        known.keys, known.keys_at = {str(key.kid): key for key in keys}, self.at


def _older(read_at: datetime | None, at: datetime, age: timedelta) -> bool:
    return read_at is None or abs(at - read_at) >= age


def _granted(answer: http.Answer) -> dict[str, Any]:
    if answer.status in {400, 401}:
        raise CannotTrust(Why.CODE)
    if answer.status != http.OK:
        raise CannotReach(str(answer.status))
    return answer.json()
