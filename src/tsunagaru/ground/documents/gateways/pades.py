"""Signing and checking PDFs (電子署名と検証): PAdES signatures by pyHanko.

In production key and certificate come as a PKCS#12 file; a demo makes its own authority and
certificate at first use, in the data folder. Neither ever stands in the repository.
"""

import io
import os
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tsunagaru.ground.documents.gateways.seals import CannotSign, Checked

FIELD = "TownSeal"
VALID_DAYS = 3650
_DEMO_PASSWORD = b"demo"


def sign(pdf: bytes, *, town: str, reason: str) -> bytes:
    """Sign a PDF, so that it stays accessible and archivable (電子署名を付ける).

    The seal's field lies outside the page without size: it needs no look (PDF/A-2 6.3.3) and no
    place in the structure (PDF/UA-1 7.18.1). Every page with one names its tab order.

    Raises:
        CannotSign: no key is set up, or it cannot be read.
    """
    seal = _seal()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Tabs"] = generic.NameObject("/S")
    writer.update_container(page)
    place = fields.SigFieldSpec(
        FIELD,
        readable_field_name="町の電子署名",
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        location=town,
        reason=reason,
    )
    stamper = HTTPTimeStamper(settings.TSUNAGARU_TSA) if settings.TSUNAGARU_TSA else None
    signer = signers.PdfSigner(about, signer=seal, timestamper=stamper, new_field_spec=place)
    made: io.BytesIO = signer.sign_pdf(writer)
    return made.getvalue()


def check(pdf: bytes) -> Checked | None:
    """Return what the town's signature on a PDF says, or None when there is none (検証)."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        found = [one for one in reader.embedded_signatures if one.field_name == FIELD]
        if not found:
            return None
        said = validate_pdf_signature(found[0], _trust())
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, CannotSign):
        return None
    mine = _seal().signing_cert
    ours = mine is not None and said.signing_cert.sha256 == mine.sha256
    alone = said.bottom_line and said.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return Checked(ours=ours, intact=said.intact and said.valid, alone=alone)


def _trust() -> ValidationContext:
    seal = _seal()
    roots = list(seal.cert_registry) or [seal.signing_cert]
    return ValidationContext(trust_roots=[*roots, seal.signing_cert], allow_fetching=False)


def _seal() -> signers.SimpleSigner:
    """Return the town's key with its certificates.

    Raises:
        CannotSign: no key is set up, or it cannot be read.
    """
    path, password = settings.TSUNAGARU_SEAL, settings.TSUNAGARU_SEAL_PASSWORD.encode()
    if not path and settings.TSUNAGARU_CREATE_KEYS:
        path, password = str(_demo(Path(settings.TSUNAGARU_HOME) / "seal")), _DEMO_PASSWORD
    if not path:
        message = "TSUNAGARU_SEAL"
        raise CannotSign(message)
    return _read(path, password)


@cache
def _read(path: str, password: bytes) -> signers.SimpleSigner:
    try:
        seal: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # pyHanko's
            path, passphrase=password or None
        )
    except (OSError, ValueError) as error:
        raise CannotSign(path) from error
    if seal is None:
        raise CannotSign(path)
    return seal


def _demo(folder: Path) -> Path:
    """Make an authority and a certificate once, for a demo (デモ用の認証局と証明書)."""
    path = folder / "town.p12"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Tsunagaru Demo CA", root_key, None, root_key)
    mine = _certificate("Town Seal (demo)", key, root, root_key)
    packed = pkcs12.serialize_key_and_certificates(
        b"town", key, mine, [root], BestAvailableEncryption(_DEMO_PASSWORD)
    )
    half = folder / f".town.{os.getpid()}"
    half.touch(mode=0o600)
    half.write_bytes(packed)
    try:
        os.link(half, path)  # the first of several processes wins
    except FileExistsError:
        pass
    finally:
        half.unlink()
    return path


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(_usage(authority=issuer is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return built.sign(issuer_key, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
