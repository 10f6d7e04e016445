"""The authorities that are trusted, and asking them whether a certificate holds (認証局)."""

import base64
import os
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from tsunagaru.ground.people.gateways.card import http
from tsunagaru.ground.people.gateways.card.http import CannotReach
from tsunagaru.ground.people.rules.card.jpki import Signer
from tsunagaru.ground.people.rules.card.revocation import Revocation, in_crl, in_ocsp

OCSP_TYPE = "application/ocsp-request"
NONCE_BYTES = 16


def trusted(folder: Path) -> list[x509.Certificate]:
    """Return every certificate in a folder, one a generation of the authority (*.cer)."""
    return [_read(path.read_bytes()) for path in sorted(folder.glob("*.cer"))]


def _read(text: bytes) -> x509.Certificate:
    is_pem = text.lstrip().startswith(b"-----")
    return (x509.load_pem_x509_certificate if is_pem else x509.load_der_x509_certificate)(text)


def revocation_of(signer: Signer, there: str, *, at: datetime) -> Revocation:
    """Ask whether a certificate holds: the responder first, the list where it says nothing.

    Args:
        there: where the authority is asked; empty when nobody may be asked.

    Returns:
        Unknown whenever nobody vouches for it.
    """
    if not there:
        return Revocation.UNKNOWN
    said = _ask_responder(signer, there, at)
    return _read_list(signer, there, at) if said is None else said


def _ask_responder(signer: Signer, there: str, at: datetime) -> Revocation | None:
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        signer.certificate, signer.issuer, hashes.SHA256()
    )
    nonce = x509.OCSPNonce(os.urandom(NONCE_BYTES))
    request = builder.add_extension(nonce, critical=False).build()
    body = request.public_bytes(serialization.Encoding.DER)
    try:
        answer = http.post_bytes(f"{there}/ocsp", body, OCSP_TYPE)
    except CannotReach:
        return None
    return in_ocsp(answer.body, request, signer, at=at) if answer.status == http.OK else None


def _read_list(signer: Signer, there: str, at: datetime) -> Revocation:
    try:
        answer = http.get(f"{there}/crl/{signer.authority[:16]}")
    except CannotReach:
        return Revocation.UNKNOWN
    found = in_crl(answer.body, signer, at=at) if answer.status == http.OK else None
    return found or Revocation.UNKNOWN


def as_text(value: bytes) -> str:
    """Return bytes as they are written in JSON."""
    return base64.b64encode(value).decode()
