"""A letter's signature holds for whoever verifies it by the book, and for no changed letter."""

import re
from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways import dkim, mail_letter
from tsunagaru.engines.messages.gateways.channels import Recipient
from tsunagaru.engines.messages.testing import a_parcel
from tsunagaru.kernel.clock import now

KEY = rsa.generate_private_key(65_537, 2_048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
SIGN = dkim.load(PEM, domain="town.example", selector="s1")


def holds(raw: bytes) -> bool:
    """Verify as RFC 6376 section 3 says, with nothing of the signer's own code."""
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = re.findall(rb"(?:^|\r\n)([^\s:]+):((?:[^\r]|\r\n[ \t])*)", head)
    given_, tags = fields[0][1], {}
    for tag in re.sub(rb"\s", b"", given_).split(b";"):
        name, _, value = tag.partition(b"=")
        tags[name] = value
    text = re.sub(rb"[ \t]+\r\n", b"\r\n", re.sub(rb"[ \t]+", b" ", body))
    text = re.sub(rb"(\r\n)*\Z", b"", text)
    text += b"\r\n" if text else b""
    if b64decode(tags[b"bh"]) != sha256(text).digest():
        return False
    rest, signed = list(fields[1:]), b""
    for name in tags[b"h"].lower().split(b":"):
        for at in range(len(rest) - 1, -1, -1):
            if rest[at][0].lower() == name:
                signed += name + b":" + tidy(rest.pop(at)[1]) + b"\r\n"
                break
    signed += b"dkim-signature:" + tidy(re.sub(rb"(\bb=)[^;]*\Z", rb"\1", given_))
    try:
        KEY.public_key().verify(b64decode(tags[b"b"]), signed, PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def tidy(value):
    return re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()


def a_letter(**changes):
    sender = mail_letter.Sender("小山町 <town@town.example>", "town.example", SIGN)
    changes = {"leave_url": "https://town.example/l/{token}", **changes}
    letter = mail_letter.write(a_parcel("a@example.jp", **changes), sender, at=now())
    return letter.to_one(Recipient(1, "a@example.jp", "t1"), "a@example.jp")


@given(st.text(max_size=80), st.text(max_size=200))
def test_every_letter_is_signed_so_that_it_verifies(title, body):
    assert holds(a_letter(title=title, body=body))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"To: <a@", b"To: <b@"),
        (b"/l/t1", b"/l/t2"),
        (b"\r\n\r\n", b"\r\n\r\nAAAA\r\n"),
        (b"From: ", b"From: <evil@example.jp>\r\nFrom: "),
    ],
)
def test_a_changed_letter_does_not_verify(old, new):
    raw = a_letter()
    assert holds(raw)
    assert old in raw
    assert not holds(raw.replace(old, new, 1))


def test_white_space_that_relays_change_does_not_matter():
    raw = a_letter(title="short")
    assert holds(raw.replace(b"Subject: short", b"Subject:   short  ") + b"\r\n\r\n")


def test_only_a_real_key_signs():
    curve = ec.generate_private_key(ec.SECP256R1())
    for pem in (b"no key", curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())):
        with pytest.raises(dkim.CannotUseKey):
            dkim.load(pem, domain="a", selector="b")
