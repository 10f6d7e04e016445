"""An authenticator in software (認証器): it speaks what real ones speak, and can be told to lie."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.rules.factors import Ceremony, Party, one_time_code, step_of
from tsunagaru.ground.people.services import factors, passkeys

ORIGIN = "https://town.example"
PARTY = Party("town.example", ORIGIN)
ASKED = passkeys.Asked(party=PARTY, browser="a browser")
FLAG = AuthenticatorData.FLAG
VERIFIED = FLAG.UP | FLAG.UV
Json = dict[str, Any]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Authenticator:
    """A passkey on a device (認証器).

    Args:
        origin: where the browser says the page is.
        counter: signatures so far; the next tells one more.
        flags: what the device says of the person: present, verified.
    """

    origin: str = ORIGIN
    counter: int = 0
    flags: FLAG = VERIFIED
    site: str = PARTY.id
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    handle: bytes = b""

    def make(self, question: Json) -> str:
        """Make a passkey as ``navigator.credentials.create`` does; return its answer."""
        options = question["publicKey"]
        self.handle = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        data = AttestedCredentialData.create(Aaguid.NONE, self.id, self._public())
        told = self._data(self.flags | FLAG.AT, data)
        answer = {
            "clientDataJSON": _text(self._client("webauthn.create", options)),
            "attestationObject": _text(AttestationObject.create("none", told, {})),
        }
        return self._credential(answer)

    def use(self, question: Json, *, moves: int = 1) -> str:
        """Sign as ``navigator.credentials.get`` does; return its answer.

        Args:
            moves: by how much the counter moves.
        """
        self.counter += moves
        client = self._client("webauthn.get", question["publicKey"])
        told = self._data(self.flags)
        signature = self.key.sign(told + sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {
            "clientDataJSON": _text(client),
            "authenticatorData": _text(told),
            "signature": _text(signature),
            "userHandle": _text(self.handle),
        }
        return self._credential(answer)

    def _public(self) -> ES256:
        made: ES256 = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # fido2's
        return made

    def _client(self, kind: str, options: Json) -> bytes:
        return bytes(CollectedClientData.create(kind, str(options["challenge"]), self.origin))

    def _data(self, flags: FLAG, data: bytes = b"") -> AuthenticatorData:
        site = sha256(self.site.encode()).digest()
        told: AuthenticatorData = AuthenticatorData.create(site, flags, self.counter, data)
        return told

    def _credential(self, response: Json) -> str:
        id_ = _text(self.id)
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": response})


def answer_to(question: Json, text: str) -> passkeys.Answer:
    """Return an answer as the page of ``ASKED`` sends it back."""
    return passkeys.Answer(ceremony=question["ceremony"], text=text, asked=ASKED)


def a_passkey(
    account: Account, *, at: datetime, device: Authenticator | None = None, name: str = "スマホ"
) -> tuple[UUID, Authenticator]:
    """Enter a passkey for an account, made on a device in software (パスキー)."""
    device = device or Authenticator()
    question = passkeys.ask_to_add(account, asked=ASKED, site="町", at=at)
    answer = answer_to(question, device.make(question))
    return passkeys.add(account, name, answer, at=at), device


def sign_with(
    device: Authenticator, *, at: datetime, account: Account | None = None, moves: int = 1
) -> Account:
    """Return whose passkey a device is, asked for at ``ASKED`` (パスキーでの確認)."""
    purpose = Ceremony.SECOND if account else Ceremony.SIGN_IN
    question = passkeys.ask_to_use(purpose, account, asked=ASKED, at=at)
    answer = answer_to(question, device.use(question, moves=moves))
    return passkeys.use(purpose, account, answer, at=at)


def an_app(account: Account, *, at: datetime) -> str:
    """Enter an authenticator app for an account; return its key (認証アプリ)."""
    offer = factors.offer_app_key(account, at=at)
    factors.add_app(account, offer, code_at(offer.secret, at), at=at)
    return offer.secret


def code_at(secret: str, at: datetime) -> str:
    """Return the code that an app shows at a moment (認証アプリのコード)."""
    return one_time_code(secret, step_of(at))
