"""Whether a certificate still holds (失効確認): good, revoked, or unknown, which is never good."""

from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from tsunagaru.ground.people.rules.card.jpki import Signer

LEEWAY = timedelta(minutes=5)
FRESH = timedelta(days=1)


class Revocation(StrEnum):
    """How it stands with a certificate (失効の状態)."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


SAID = {
    ocsp.OCSPCertStatus.GOOD: Revocation.GOOD,
    ocsp.OCSPCertStatus.REVOKED: Revocation.REVOKED,
}


def in_crl(text: bytes, signer: Signer, *, at: datetime) -> Revocation:
    """Return what a revocation list (CRL) says; a stale or foreign one says nothing."""
    try:
        crl = x509.load_der_x509_crl(text)
        key = signer.issuer.public_key()
        genuine = isinstance(key, RSAPublicKey) and crl.is_signature_valid(key)
    except (ValueError, TypeError):
        return Revocation.UNKNOWN
    if not genuine or crl.issuer != signer.issuer.subject:
        return Revocation.UNKNOWN
    if not _is_fresh(crl.last_update_utc, crl.next_update_utc, at):
        return Revocation.UNKNOWN
    found = crl.get_revoked_certificate_by_serial_number(signer.certificate.serial_number)
    return Revocation.GOOD if found is None else Revocation.REVOKED


def in_ocsp(
    text: bytes, request: ocsp.OCSPRequest, signer: Signer, *, at: datetime
) -> Revocation | None:
    """Return what a responder (OCSP) says of the certificate that was asked about.

    Returns:
        None when the answer says nothing at all: not genuine, stale, of another request.
    """
    try:
        answer = ocsp.load_der_ocsp_response(text)
        believed = (
            answer.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
            and _is_genuine(answer, signer.issuer, at)
            and _is_about(answer, request)
            and _is_fresh(answer.this_update_utc, answer.next_update_utc, at)
        )
    except (ValueError, x509.ExtensionNotFound):
        return None
    return SAID.get(answer.certificate_status, Revocation.UNKNOWN) if believed else None


def _is_fresh(since: datetime, until: datetime | None, at: datetime) -> bool:
    return since <= at + LEEWAY and at <= (until or since + FRESH)


def _is_about(answer: ocsp.OCSPResponse, request: ocsp.OCSPRequest) -> bool:
    nonce = request.extensions.get_extension_for_class(x509.OCSPNonce).value
    echoed = answer.extensions.get_extension_for_class(x509.OCSPNonce).value
    return (
        answer.serial_number == request.serial_number
        and answer.issuer_key_hash == request.issuer_key_hash
        and answer.issuer_name_hash == request.issuer_name_hash
        and echoed.nonce == nonce.nonce
    )


def _is_genuine(answer: ocsp.OCSPResponse, issuer: x509.Certificate, at: datetime) -> bool:
    """Tell whether the authority signed, or a responder that it appointed."""
    by = answer.certificates[0] if answer.certificates else issuer
    hash_ = answer.signature_hash_algorithm
    key = by.public_key()
    if hash_ is None or not isinstance(key, RSAPublicKey):
        return False
    try:
        if by != issuer:
            by.verify_directly_issued_by(issuer)
            uses = by.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
            lasts = by.not_valid_before_utc <= at <= by.not_valid_after_utc
            if ExtendedKeyUsageOID.OCSP_SIGNING not in uses or not lasts:
                return False
        key.verify(answer.signature, answer.tbs_response_bytes, PKCS1v15(), hash_)
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return True
