"""The authority of the stand-in (テスト認証局): its keys are made at start and kept nowhere."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

from tsunagaru.ground.people.gateways.card_simulator.cards import CardState, TestCard
from tsunagaru.ground.people.rules.card import jpki
from tsunagaru.ground.people.rules.card.attributes import CardPerson
from tsunagaru.ground.people.rules.card.jpki import Use

YEARS = timedelta(days=5 * 365)
SEXES = {"male": "1", "female": "2", "other": "3"}
SHOWA, HEISEI, REIWA = 3, 4, 5
POLICIES = {Use.SIGN: f"{jpki.ARC}.1.1.20", Use.AUTH: f"{jpki.ARC}.1.3.30"}


@cache
def new_key(_name: str) -> RSAPrivateKey:
    """Return a key by name, made on first use in this process."""
    return generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Odd:
    """What is odd about a certificate (証明書のおかしな点), for attacks.

    Args:
        signed_by: name of the key that signs it.
    """

    use: Use = Use.SIGN
    ca: bool = False
    signed_by: str = "authority1"
    days_ago: int = 30
    lasts: timedelta = YEARS
    policy: str = ""
    key: str = "leaf"


PLAIN = Odd()


@dataclass
class Authority:
    """The authority with its generations (認証局)."""

    revoked: set[int] = field(default_factory=set)

    def generation(self, name: str = "authority1") -> x509.Certificate:
        """Return the certificate of one generation."""
        subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Test CA {name}")])
        return _generation(name, subject)

    def publish(self, folder: Path) -> None:
        """Put the certificates of two generations where the town trusts them."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in (1, 2):
            text = self.generation(f"authority{number}").public_bytes(serialization.Encoding.DER)
            (folder / f"stand-in-{number}.cer").write_bytes(text)

    def issue(self, card: TestCard, odd: Odd = PLAIN) -> x509.Certificate:
        """Return a certificate of a card."""
        over = card.state is CardState.EXPIRED
        start = datetime.now(tz=UTC) - (2 * YEARS if over else timedelta(days=odd.days_ago))
        signs = odd.use is Use.SIGN
        issuer = self.generation(odd.signed_by)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{card.serial:016d}")])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject)
            .public_key(new_key(odd.key).public_key())
            .serial_number(card.serial * 10 + signs)
            .not_valid_before(start)
            .not_valid_after(start + odd.lasts)
            .add_extension(usage(signs=signs, ca=odd.ca), critical=True)
            .add_extension(_policies(odd.policy or POLICIES[odd.use]), critical=True)
            .add_extension(x509.BasicConstraints(ca=odd.ca, path_length=None), critical=True)
        )
        if signs:
            builder = builder.add_extension(alternative_name(card.person), critical=False)
        return builder.sign(new_key(odd.signed_by), hashes.SHA256())

    def sign(self, digest: bytes, odd: Odd = PLAIN) -> bytes:
        """Return a signature over a SHA-256 digest, as the card makes it."""
        return new_key(odd.key).sign(digest, PKCS1v15(), Prehashed(hashes.SHA256()))

    def answer(self, request: bytes, said: str) -> bytes:
        """Return the responder's answer (OCSP)."""
        asked = ocsp.load_der_ocsp_request(request)
        now = datetime.now(tz=UTC) - (timedelta(days=30) if said == "stale" else timedelta())
        issuer = self._asked_about(asked)
        revoked = asked.serial_number in self.revoked
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        if said == "unknown":
            status = ocsp.OCSPCertStatus.UNKNOWN
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            asked.serial_number,
            hashes.SHA256(),
            status,
            now,
            now + timedelta(hours=1),
            now if status is ocsp.OCSPCertStatus.REVOKED else None,
            None,
        )
        nonce = asked.extensions.get_extension_for_class(x509.OCSPNonce).value
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.generation(issuer))
        signer = "stranger" if said == "forged" else issuer
        answer = builder.add_extension(nonce, critical=False).sign(new_key(signer), hashes.SHA256())
        return answer.public_bytes(serialization.Encoding.DER)

    def _asked_about(self, asked: ocsp.OCSPRequest) -> str:
        names = ("authority2", "authority1")
        return next((n for n in names if _key_hash(n) == asked.issuer_key_hash), names[-1])

    def list_of(self, fingerprint: str, said: str) -> bytes:
        """Return the revocation list (CRL) of a generation."""
        names = ("authority1", "authority2")
        name = next((n for n in names if _fingerprint(self.generation(n)) == fingerprint), names[0])
        now = datetime.now(tz=UTC) - (timedelta(days=30) if said == "stale" else timedelta())
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.generation(name).subject)
        builder = builder.last_update(now).next_update(now + timedelta(days=1))
        for serial in sorted(self.revoked):
            one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now)
            builder = builder.add_revoked_certificate(one.build())
        crl = builder.sign(new_key("stranger" if said == "forged" else name), hashes.SHA256())
        return crl.public_bytes(serialization.Encoding.DER)


@cache
def _generation(name: str, subject: x509.Name) -> x509.Certificate:
    start = datetime.now(tz=UTC) - timedelta(days=4000)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(new_key(name).public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=8000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(signs=False, ca=True), critical=True)
    )
    return builder.sign(new_key(name), hashes.SHA256())


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()[:16]


def _key_hash(name: str) -> bytes:
    form = serialization.PublicFormat.PKCS1
    text = new_key(name).public_key().public_bytes(serialization.Encoding.DER, form)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(text)
    return digest.finalize()


def usage(*, signs: bool, ca: bool) -> x509.KeyUsage:
    """Return what a key may be used for."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _policies(oid: str) -> x509.CertificatePolicies:
    policy = x509.PolicyInformation(x509.ObjectIdentifier(oid), None)
    return x509.CertificatePolicies([policy])


def alternative_name(person: CardPerson) -> x509.SubjectAlternativeName:
    """Return the four attributes as they stand in a signing certificate."""
    birth = person.birth_on
    era = SHOWA if birth and birth.year < 1989 else HEISEI if birth and birth.year < 2019 else REIWA  # noqa: PLR2004 - the eras' years
    values = {
        jpki.NAME: person.name,
        jpki.NAME_FLAGS: person.name_flags or "0" * len(person.name),
        jpki.SEX: SEXES.get(person.sex, "0"),
        jpki.BIRTH: f"{era}{birth:%Y%m%d}" if birth else "000000000",
        jpki.ADDRESS: person.address,
        jpki.ADDRESS_FLAGS: person.address_flags or "0" * len(person.address),
    }
    names = [x509.OtherName(x509.ObjectIdentifier(oid), utf8(text)) for oid, text in values.items()]
    return x509.SubjectAlternativeName(names)


def utf8(text: str) -> bytes:
    """Return a text as a DER UTF8String."""
    body = text.encode()
    if len(body) < jpki.LONG_FORM:
        return bytes([jpki.UTF8_TAG, len(body)]) + body
    size = len(body).to_bytes(2, "big")
    return bytes([jpki.UTF8_TAG, jpki.LONG_FORM + 2]) + size + body
