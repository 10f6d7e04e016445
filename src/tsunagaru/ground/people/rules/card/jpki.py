"""Signatures with a card's certificates (公的個人認証の署名検証): a one-level authority."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509.oid import ExtensionOID

from tsunagaru.ground.people.rules.card.attributes import SEXES, CardPerson

ARC = "1.2.392.200149.8.5"
SIGN_POLICIES = frozenset({f"{ARC}.1.1.20", f"{ARC}.1.1.40"})
AUTH_POLICIES = frozenset({f"{ARC}.1.3.30"})
NAME, NAME_FLAGS, SEX, BIRTH, ADDRESS, ADDRESS_FLAGS = (f"{ARC}.5.{n}" for n in range(1, 7))
RSA_BITS = 2048
ALGORITHM = "RSA-2048/SHA-256"
UTF8_TAG, LONG_FORM = 0x0C, 0x80
ERA_LENGTH = 9
_KNOWN = frozenset(
    {
        ExtensionOID.KEY_USAGE,
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.CERTIFICATE_POLICIES,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
        ExtensionOID.EXTENDED_KEY_USAGE,
    }
)


class Use(StrEnum):
    """What a certificate is for (用途): the two of a card are not interchangeable."""

    SIGN = "sign"
    AUTH = "auth"


class Flaw(StrEnum):
    """Why a signature is not accepted (署名の不備)."""

    SHAPE = "shape"
    AUTHORITY = "authority"
    CA = "ca"
    USAGE = "usage"
    POLICY = "policy"
    EXTENSION = "extension"
    ALGORITHM = "algorithm"
    EXPIRED = "expired"
    SIGNATURE = "signature"
    REVOKED = "revoked"
    HOLDER = "holder"
    DIGEST = "digest"


class CannotVerify(Exception):
    """The signature is not accepted (検証できません)."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True)
class Signer:
    """Whose signature it is (署名者).

    Args:
        serial: the certificate's number, in hex; with ``authority`` it names the certificate.
        authority: SHA-256 of the authority's certificate: one generation of it.
    """

    serial: str
    authority: str
    certificate: x509.Certificate
    issuer: x509.Certificate
    person: CardPerson

    @property
    def public_key(self) -> bytes:
        """Return the public key (DER), with which the signature can be checked again."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.certificate.public_key().public_bytes(serialization.Encoding.DER, form)


def verify(
    digest: bytes,
    signature: bytes,
    certificate: bytes,
    *,
    authorities: Sequence[x509.Certificate],
    at: datetime,
    use: Use = Use.SIGN,
) -> Signer:
    """Return whose signature over a SHA-256 digest it is, revocation apart (署名を検証する).

    Args:
        certificate: DER.
        authorities: every generation of the authority that is trusted; nothing else is.
        at: the moment of signing.

    Raises:
        CannotVerify: naming what does not hold.

    Source:
        公的個人認証サービス プロファイル仕様書 (profile of the two certificates).
    """
    try:
        leaf = x509.load_der_x509_certificate(certificate)
        issuer = _issuer(leaf, authorities, at)
        key = _key_of(leaf, use, at)
        key.verify(signature, digest, PKCS1v15(), Prehashed(hashes.SHA256()))
    except InvalidSignature as error:
        raise CannotVerify(Flaw.SIGNATURE) from error
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension) as error:
        raise CannotVerify(Flaw.SHAPE) from error
    return Signer(
        serial=f"{leaf.serial_number:x}",
        authority=issuer.fingerprint(hashes.SHA256()).hex(),
        certificate=leaf,
        issuer=issuer,
        person=read_person(leaf),
    )


def _key_of(leaf: x509.Certificate, use: Use, at: datetime) -> RSAPublicKey:
    """Return the key of a certificate that is fit for a use."""
    for flaw, holds in _checks(leaf, use, at):
        if not holds:
            raise CannotVerify(flaw)
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size != RSA_BITS:
        raise CannotVerify(Flaw.ALGORITHM)
    return key


def is_signed_by(public_key: bytes, signature: bytes, text: bytes) -> bool:
    """Tell whether a signature over some bytes was made with a key (DER)."""
    key = serialization.load_der_public_key(public_key)
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature, text, PKCS1v15(), hashes.SHA256())
            return True
    except InvalidSignature:
        pass
    return False


def _issuer(
    leaf: x509.Certificate, authorities: Sequence[x509.Certificate], at: datetime
) -> x509.Certificate:
    """Return the pinned authority that issued a certificate; a self-signed leaf has none."""
    for authority in authorities:
        try:
            leaf.verify_directly_issued_by(authority)
        except (ValueError, TypeError, InvalidSignature):
            continue
        if authority.not_valid_before_utc <= at <= authority.not_valid_after_utc:
            return authority
    raise CannotVerify(Flaw.AUTHORITY)


def _checks(leaf: x509.Certificate, use: Use, at: datetime) -> Iterator[tuple[Flaw, bool]]:
    known = all(not one.critical or one.oid in _KNOWN for one in leaf.extensions)
    yield Flaw.EXTENSION, known
    yield Flaw.CA, not _is_authority(leaf)
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
    issues = usage.value.key_cert_sign or usage.value.crl_sign
    yield Flaw.USAGE, usage.critical and usage.value.digital_signature and not issues
    yield Flaw.USAGE, usage.value.content_commitment is (use is Use.SIGN)
    policies = leaf.extensions.get_extension_for_class(x509.CertificatePolicies).value
    named = {one.policy_identifier.dotted_string for one in policies}
    mine, others = SIGN_POLICIES, AUTH_POLICIES
    if use is Use.AUTH:
        mine, others = others, mine
    yield Flaw.POLICY, bool(named & mine) and not named & others
    hash_ = leaf.signature_hash_algorithm
    yield Flaw.ALGORITHM, hash_ is not None and hash_.name == "sha256"
    yield Flaw.EXPIRED, leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc


def _is_authority(leaf: x509.Certificate) -> bool:
    try:
        return leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def read_person(leaf: x509.Certificate) -> CardPerson:
    """Return the four attributes in a signing certificate (基本4情報); empty in the other one."""
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return CardPerson("", None, "", "")
    found = {
        name.type_id.dotted_string: _text(name.value)
        for name in names
        if isinstance(name, x509.OtherName)
    }
    return CardPerson(
        name=found.get(NAME, ""),
        birth_on=read_birth(found.get(BIRTH, "")),
        sex=SEXES.get(found.get(SEX, ""), ""),
        address=found.get(ADDRESS, ""),
        name_flags=found.get(NAME_FLAGS, ""),
        address_flags=found.get(ADDRESS_FLAGS, ""),
    )


def read_birth(text: str) -> date | None:
    """Return the birth date in ``EYYYYMMDD`` (E is the era), or None when a part is unknown."""
    if len(text) != ERA_LENGTH or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[1:5]), int(text[5:7]), int(text[7:9]))
    except ValueError:
        return None


def _text(der: bytes) -> str:
    """Return the text of a DER UTF8String.

    Raises:
        ValueError: it is none.
    """
    if len(der) < 2 or der[0] != UTF8_TAG:  # noqa: PLR2004 - tag and length
        raise ValueError("no UTF8String")
    start, length = 2, der[1]
    if length >= LONG_FORM:
        start += length - LONG_FORM
        length = int.from_bytes(der[2:start], "big")
    if len(der) != start + length:
        raise ValueError("no UTF8String")
    return der[start:].decode()
