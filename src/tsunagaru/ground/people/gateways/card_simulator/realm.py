"""What the stand-in knows (模擬サーバーの状態): cards, codes, tokens, sign transactions."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from tsunagaru.ground.people.gateways.card.keys import read_key
from tsunagaru.ground.people.gateways.card_simulator.authority import Authority
from tsunagaru.ground.people.gateways.card_simulator.cards import (
    PIN,
    SIGN_PASSWORD,
    TRIES,
    CardState,
    TestCard,
    deck,
)
from tsunagaru.ground.people.gateways.card_simulator.knobs import Knobs, changed, forge
from tsunagaru.ground.people.rules.card.tokens import half_hash
from tsunagaru.kernel import clock

CODE_LIFE_S, TOKEN_LIFE_S = 60, 300
SEXES = {"male": "1", "female": "2", "other": "3"}


class Refused(Exception):
    """The stand-in refuses, with an OAuth error code."""


@dataclass
class Granted:
    """One consent of a holder, from the page to the token (許可)."""

    card: TestCard
    query: Mapping[str, str]
    at: float
    used: bool = False


def new_key() -> ECKey:
    """Return a new key of the stand-in."""
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)


@dataclass
class Realm:
    """One stand-in (模擬サーバー).

    Args:
        client_key: file with the client's key; only its public part is read.
        clock: returns the time, so that tests may stand still.
    """

    client: str
    client_key: Path
    cards: Sequence[TestCard] = field(default_factory=deck)
    base: str = ""
    knobs: Knobs = field(default_factory=Knobs)
    key: ECKey = field(default_factory=new_key)
    codes: dict[str, Granted] = field(default_factory=dict)
    tokens: dict[str, Granted] = field(default_factory=dict)
    transactions: dict[str, bytes] = field(default_factory=dict)
    authority: Authority = field(default_factory=Authority)
    client_tokens: dict[str, str] = field(default_factory=dict)
    assertions: set[str] = field(default_factory=set)
    wrong: dict[str, int] = field(default_factory=dict)
    secret: str = "sub-of-people-who-do-not-exist"  # noqa: S105 - keeps a holder's subject the same

    @property
    def issuer(self) -> str:
        """Return the issuer's name."""
        return f"{self.base}/api/realms/main"

    def publish(self, folder: Path) -> None:
        """Let the town trust the authority of the stand-in, and revoke the revoked cards."""
        self.authority.publish(folder)
        revoked = [card for card in self.cards if card.state is CardState.REVOKED]
        self.authority.revoked = {card.serial * 10 + 1 for card in revoked}

    def endpoint(self, name: str) -> str:
        """Return the address of an endpoint: auth, token, userinfo, certs."""
        return f"{self.issuer}/protocol/openid-connect/{name}"

    def now(self) -> datetime:
        """Return the time, as the demo town has it."""
        return datetime.now(tz=UTC) + clock.ahead()

    def card(self, code: str) -> TestCard | None:
        """Return a card by its code."""
        return next((one for one in self.cards if one.code == code), None)

    def subject(self, card: TestCard) -> str:
        """Return the pairwise subject of a card (PPID)."""
        text = f"{self.secret}|{self.client}|{card.serial}"
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    def open_card(self, card: TestCard, secret: str, *, signs: bool) -> None:
        """Check what was typed for a card.

        Raises:
            Refused: wrong, locked, expired or revoked; the sentence is for the holder.
        """
        place = f"{card.code}|{signs}"
        if self.wrong.get(place, 0) >= TRIES:
            raise Refused("間違いが続いたため、このカードはロックされています。")
        if secret != (SIGN_PASSWORD if signs else PIN):
            self.wrong[place] = self.wrong.get(place, 0) + 1
            raise Refused("番号（パスワード）が違います。")
        self.wrong.pop(place, None)
        if card.state is CardState.EXPIRED:
            raise Refused("このカードの電子証明書は、有効期限が切れています。")
        if card.state is CardState.REVOKED and not signs:
            raise Refused("このカードの電子証明書は、失効しています。")

    def grant(self, card: TestCard, query: Mapping[str, str]) -> str:
        """Return a code for a holder who consented."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = Granted(card, dict(query), self.now().timestamp())
        return code

    def redeem(self, fields: Mapping[str, str], challenge: str) -> Granted:
        """Return what a code stands for, once.

        Raises:
            Refused: unknown, used, late, of another client or address, or a wrong verifier.
        """
        found = self.codes.get(fields.get("code", ""))
        if found is None or (found.used and not self.knobs.reuse_codes):
            raise Refused("invalid_grant")
        found.used = True
        fits = (
            self.now().timestamp() - found.at <= CODE_LIFE_S
            and fields.get("redirect_uri") == found.query["redirect_uri"]
            and challenge == found.query.get("code_challenge")
        )
        if not fits:
            raise Refused("invalid_grant")
        return found

    def check_client(self, fields: Mapping[str, str]) -> None:
        """Check the client's assertion (private_key_jwt).

        Raises:
            Refused: it is not the client, or the assertion was used before.
        """
        try:
            key = read_key(self.client_key)
            token = jwt.decode(fields.get("client_assertion", ""), key, algorithms=["ES256"])
        except (JoseError, ValueError) as error:
            raise Refused("invalid_client") from error
        claims, now = token.claims, self.now().timestamp()
        fits = (
            claims.get("iss") == claims.get("sub") == self.client
            and claims.get("aud") == self.endpoint("token")
            and isinstance(claims.get("jti"), str)
            and now - 60 < claims.get("exp", 0) < now + 600
        )
        if not fits or claims["jti"] in self.assertions:
            raise Refused("invalid_client")
        self.assertions.add(claims["jti"])

    def tokens_for(self, granted: Granted) -> dict[str, Any]:
        """Return the answer of the token endpoint for a holder."""
        access = secrets.token_urlsafe(32)
        self.tokens[access] = granted
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE_S,
            "scope": granted.query.get("scope", ""),
            "id_token": self._id_token(granted, access),
        }

    def token_of_client(self, scope: str) -> dict[str, Any]:
        """Return a token of the client's own."""
        access = secrets.token_urlsafe(32)
        self.client_tokens[access] = scope
        return {"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_LIFE_S}

    def _id_token(self, granted: Granted, access: str) -> str:
        now = int(self.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": self.client,
            "azp": self.client,
            "sub": self.subject(granted.card),
            "iat": now,
            "exp": now + TOKEN_LIFE_S,
            "nonce": granted.query.get("nonce"),
            "acr": granted.query.get("acr_values"),
            "at_hash": half_hash(access),
        }
        header = changed({"alg": "ES256", "kid": self.key.kid}, self.knobs.header)
        return forge(self.knobs.forgery, header, changed(claims, self.knobs.claims), self.key)

    def key_set(self) -> dict[str, Any]:
        """Return the public key as a key set."""
        return {"keys": [{**self.key.as_dict(private=False), "alg": "ES256", "use": "sig"}]}

    def userinfo(self, access: str) -> dict[str, Any]:
        """Return what a token lets be known of its holder.

        Raises:
            Refused: the token is unknown.
        """
        granted = self.tokens.get(access)
        if granted is None:
            raise Refused("invalid_token")
        person, scopes = granted.card.person, granted.query.get("scope", "").split()
        known = {
            "name": person.name,
            "address": {"formatted": person.address},
            "birthdate": person.birth_on.isoformat() if person.birth_on else "",
            "gender": SEXES.get(person.sex, ""),
        }
        found = {name: value for name, value in known.items() if name in scopes}
        return changed({"sub": self.subject(granted.card), **found}, self.knobs.userinfo)


REALM: web.AppKey[Realm] = web.AppKey("realm", Realm)
