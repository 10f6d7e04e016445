"""A relay that insists on TLS and a password gets both, or nothing at all."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tools.postgres import free_port
from tsunagaru.engines.messages.gateways.bulk_mail import BulkMail
from tsunagaru.engines.messages.gateways.channels import CannotReach, Result
from tsunagaru.engines.messages.gateways.mail_letter import Sender
from tsunagaru.engines.messages.gateways.simulators.running import in_a_thread
from tsunagaru.engines.messages.gateways.smtp_wire import Relay
from tsunagaru.engines.messages.testing import a_parcel


def a_certificate(folder):
    """Write a certificate of 127.0.0.1 that nobody but the test believes."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    begins = datetime.now(tz=UTC) - timedelta(days=1)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=9))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(built.public_bytes(Encoding.PEM))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(plain)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


class Strict:
    """Keeps for whom letters came, and how."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802 - aiosmtpd's protocol
        how = (session.ssl is not None, bool(session.authenticated))
        self.letters.append((*how, envelope.rcpt_tos))
        return "250 OK"


def knows_us(_server, _session, _envelope, _mechanism, given):
    right = (given.login, given.password) == (b"town", b"secret")
    return AuthResult(success=right, handled=False)


@pytest.fixture(name="relay")
def strict_relay(tmp_path):
    handler = Strict()
    server = Controller(
        handler,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=a_certificate(tmp_path),
        require_starttls=True,
        auth_required=True,
        authenticator=knows_us,
    )
    server.start()
    yield handler, server.port, tmp_path / "cert.pem"
    server.stop()


def trusting(folder):
    return ssl.create_default_context(cafile=str(folder / "cert.pem"))


def hand(port, **changes):
    relay = Relay("127.0.0.1", port, timeout_s=5, **changes)
    channel = BulkMail(relay, Sender("town@town.example", "town.example"), secret="s")

    async def run():
        try:
            parcel = a_parcel("a@example.jp", "b@example.jp")
            return [*(await channel.send(parcel)), *(await channel.send(parcel))]
        finally:
            await channel.close()

    return asyncio.run(run())


def test_letters_travel_in_secret_and_with_our_name(relay):
    handler, port, trusted = relay
    context = ssl.create_default_context(cafile=str(trusted))
    answers = hand(port, tls="starttls", user="town", password="secret", context=context)
    assert {answer.result for answer in answers} == {Result.ACCEPTED}
    assert handler.letters == [(True, True, ["a@example.jp", "b@example.jp"])] * 2


def test_a_wrong_password_is_our_fault_not_the_recipients(relay):
    handler, port, trusted = relay
    context = ssl.create_default_context(cafile=str(trusted))
    with pytest.raises(CannotReach, match="535"):
        hand(port, tls="starttls", user="town", password="wrong", context=context)
    assert handler.letters == []


def test_a_relay_that_is_another_gets_nothing(relay):
    handler, port, _ = relay
    with pytest.raises(CannotReach, match="tls"):
        hand(port, tls="starttls", user="town", password="secret")
    assert handler.letters == []


def test_without_tls_where_we_insist_nothing_is_said():
    server = Controller(Strict(), hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        with pytest.raises(CannotReach, match="no-starttls"):
            hand(server.port, tls="starttls")
    finally:
        server.stop()
    with pytest.raises(CannotReach, match="refused"):
        hand(server.port)


@pytest.fixture
def secret_relay(tmp_path):
    with in_a_thread(relay_tls=a_certificate(tmp_path)) as providers:
        yield providers


def test_the_simulated_relay_takes_letters_over_tls_and_hears_nothing_else_in_the_open(
    secret_relay, tmp_path
):
    answers = hand(secret_relay.smtp, tls="starttls", context=trusting(tmp_path))
    assert {answer.result for answer in answers} == {Result.ACCEPTED}
    assert secret_relay.mail.report()["received"] == 4
    assert secret_relay.mail.in_the_open == [b"EHLO", b"STAR"]


def test_a_certificate_that_is_not_believed_stops_before_any_address_is_said(secret_relay):
    with pytest.raises(CannotReach, match="tls"):
        hand(secret_relay.smtp, tls="starttls")
    assert secret_relay.mail.in_the_open == [b"EHLO", b"STAR"]
    assert secret_relay.mail.report()["received"] == 0


def test_who_speaks_for_the_relay_before_tls_is_not_believed_after_it(secret_relay, tmp_path):
    secret_relay.mail.speaks_before_tls = True
    with pytest.raises(CannotReach, match="tls"):
        hand(secret_relay.smtp, tls="starttls", context=trusting(tmp_path))
    assert secret_relay.mail.report()["received"] == 0


def test_a_relay_that_insists_on_tls_refuses_us_in_the_open_and_nobody_is_dropped(secret_relay):
    with pytest.raises(CannotReach, match="530"):
        hand(secret_relay.smtp)
    assert secret_relay.mail.report()["received"] == 0
