"""What browsers and authenticators say to each other and to us (パスキー): fido2 fitted to us."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tsunagaru.ground.people.rules.factors import CannotTrustPasskey, Doubt, Party

LONGEST_ANSWER = 20_000
MISFITS = (ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError)
VERIFIED = UserVerificationRequirement.REQUIRED
Json = dict[str, Any]


@dataclass(frozen=True)
class Holder:
    """For whom a passkey is made (パスキーの持ち主).

    Args:
        handle: random bytes that tell nothing; the passkey gives them back.
        name: what the person signs in with, shown on their own device.
        shown: how the person is called, shown there too.
    """

    handle: bytes
    name: str
    shown: str


@dataclass(frozen=True)
class NewPasskey:
    """A passkey as it was made (作成されたパスキー)."""

    id: bytes
    data: str
    counter: int
    backed_up: bool


@dataclass(frozen=True)
class Claim:
    """What somebody who uses a passkey says, not yet verified (パスキーの応答)."""

    id: bytes
    handle: bytes
    answer: AuthenticationResponse


def options_to_add(
    party: Party, holder: Holder, known: Sequence[bytes], *, challenge: bytes, site: str
) -> Json:
    """Return what a browser needs to make a passkey: one that is found without a name."""
    options, _ = _server(party, site).register_begin(
        PublicKeyCredentialUserEntity(
            id=holder.handle, name=holder.name, display_name=holder.shown
        ),
        credentials=_descriptors(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
        challenge=challenge,
    )
    return _plain(options)


def options_to_use(party: Party, known: Sequence[bytes], *, challenge: bytes) -> Json:
    """Return what a browser needs to use a passkey; without ``known`` the person chooses."""
    options, _ = _server(party).authenticate_begin(
        _descriptors(known) or None, user_verification=VERIFIED, challenge=challenge
    )
    return _plain(options)


def check_new(party: Party, challenge: bytes, answer: str) -> NewPasskey:
    """Return the passkey that was made, when the answer holds.

    Raises:
        CannotTrustPasskey: it does not.
    """
    try:
        told = RegistrationResponse.from_dict(_read(answer))
        _refuse_frames(told.response.client_data.cross_origin)
        made = _server(party).register_complete(_state(challenge), told)
        data = made.credential_data
        if data is None or not _is_allowed(data.public_key):
            raise CannotTrustPasskey(Doubt.CHECK)
    except MISFITS as error:
        raise CannotTrustPasskey(Doubt.CHECK) from error
    stored = base64.b64encode(bytes(data)).decode()
    return NewPasskey(data.credential_id, stored, made.counter, made.is_backed_up())


def read_claim(answer: str) -> Claim:
    """Return which passkey somebody says to have used.

    Raises:
        CannotTrustPasskey: nothing that could be read.
    """
    try:
        told = AuthenticationResponse.from_dict(_read(answer))
    except MISFITS as error:
        raise CannotTrustPasskey(Doubt.SHAPE) from error
    return Claim(told.raw_id, told.response.user_handle or b"", told)


def check_claim(party: Party, challenge: bytes, claim: Claim, data: str) -> int:
    """Return the sign counter of a passkey that was used, when the answer holds.

    Raises:
        CannotTrustPasskey: it does not.
    """
    try:
        _refuse_frames(claim.answer.response.client_data.cross_origin)
        known = AttestedCredentialData(base64.b64decode(data))
        _server(party).authenticate_complete(_state(challenge), [known], claim.answer)
    except MISFITS as error:
        raise CannotTrustPasskey(Doubt.CHECK) from error
    return int(claim.answer.response.authenticator_data.counter)


def _server(party: Party, site: str = "") -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=party.id, name=site or party.id)
    # The library alone would take subdomains and other ports, too.
    return Fido2Server(entity, verify_origin=lambda origin: origin == party.origin)


def _state(challenge: bytes) -> Json:
    return {"challenge": websafe_encode(challenge), "user_verification": VERIFIED}


def _refuse_frames(cross_origin: bool) -> None:  # noqa: FBT001 - a fact out of the answer
    if cross_origin:
        raise CannotTrustPasskey(Doubt.CHECK)


def _is_allowed(key: CoseKey) -> bool:
    return key.get(3) in CoseKey.supported_algorithms()


def _descriptors(known: Sequence[bytes]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=id_) for id_ in known]


def _plain(options: Mapping[str, Any]) -> Json:
    found: Json = json.loads(json.dumps(dict(options)))["publicKey"]
    return found


def _read(answer: str) -> Json:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError(answer[:20])
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError(type(found))
    return found


def text_of(raw: bytes) -> str:
    """Return bytes as base64url text (文字表現)."""
    return str(websafe_encode(raw))


def bytes_of(text: str) -> bytes:
    """Return the bytes of base64url text (バイト列)."""
    return bytes(websafe_decode(text))
