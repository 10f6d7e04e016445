"""The signature on letters (DKIM): rsa-sha256, relaxed/relaxed (RFC 6376)."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

LEAST_BITS = 1_024
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)


class CannotUseKey(ValueError):
    """No private RSA key in PEM that anybody would accept (署名鍵の誤り)."""


@dataclass(frozen=True)
class Dkim:
    """A domain's signing key (署名鍵).

    Args:
        selector: names the public key in the domain's DNS.
    """

    domain: str
    selector: str
    key: RSAPrivateKey

    def __call__(self, head: bytes, body: bytes) -> bytes:
        """Return the header that signs a letter, to be put before its head."""
        headers = split(head)
        names = [name for name in SIGNED if any(own == name for own, _ in headers)]
        digest = b64encode(sha256(relaxed_body(body)).digest())
        # "from" twice: nobody can add a second one (RFC 6376 section 8.15).
        unsigned = (
            b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
            b" d=" + self.domain.encode() + b"; s=" + self.selector.encode() + b";\r\n"
            b" h=" + b":\r\n  ".join([*names, b"from"]) + b";\r\n bh=" + digest + b";\r\n b="
        )
        signature = self.key.sign(
            covered(headers, [*names, b"from"], unsigned), PKCS1v15(), hashes.SHA256()
        )
        text = b64encode(signature)
        lines = [text[at : at + 70] for at in range(0, len(text), 70)]
        return unsigned + b"\r\n  ".join(lines) + b"\r\n"


def load(pem: bytes, *, domain: str, selector: str) -> Dkim:
    """Return the signer of a domain.

    Raises:
        CannotUseKey: no RSA key, or a short one.
    """
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise CannotUseKey(str(error)) from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise CannotUseKey("rsa")
    return Dkim(domain, selector, key)


def covered(headers: Sequence[tuple[bytes, bytes]], names: Sequence[bytes], own: bytes) -> bytes:
    """Return the bytes that the signature covers (署名の対象).

    Args:
        headers: as ``split`` gives them, top first; of the same name the last is signed first.
        names: in the order of ``h=``, lower case.
        own: the signature's header with an empty ``b=``.
    """
    left = list(reversed(headers))
    lines = []
    for name in names:
        found = next((header for header in left if header[0] == name), None)
        if found is not None:  # an absent header is signed as absent
            left.remove(found)
            lines.append(relaxed_header(*found))
    name, _, value = own.partition(b":")
    return b"".join(line + b"\r\n" for line in lines) + relaxed_header(name, value)


def split(head: bytes) -> list[tuple[bytes, bytes]]:
    """Return a head's headers, names in lower case, folded lines kept together."""
    lines = re.split(rb"\r\n(?![ \t])", head.rstrip(b"\r\n"))
    pairs = (line.partition(b":") for line in lines)
    return [(name.strip().lower(), value) for name, _, value in pairs]


def relaxed_header(name: bytes, value: bytes) -> bytes:
    """Return a header in its relaxed form (RFC 6376 section 3.4.2)."""
    unfolded = re.sub(rb"\r\n", b"", value)
    return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", unfolded).strip(b" \t")


def relaxed_body(body: bytes) -> bytes:
    """Return a body in its relaxed form (RFC 6376 section 3.4.4)."""
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)
