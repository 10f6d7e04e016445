"""The town's contracts come from its environment; a real town simulates nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from tsunagaru.conf.channels import channel_contracts, mailbox_account
from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.gateways.opening import open_channels

NAMES = "LINE_TOKEN LINE_URL MAIL_RELAY SMTP_HOST SMTP_PORT SMTP_USER SMTP_PASSWORD SMTP_TLS"
NAMES += " MAIL_FROM"
NAMES += " VAPID_KEY VAPID_SUBJECT SMS_URL SMS_TOKEN SIMULATED_PROVIDERS DKIM_KEY DKIM_SELECTOR"
NAMES += " IMAP_HOST IMAP_TLS IMAP_FOLDER"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in NAMES.split():
        monkeypatch.delenv(f"TSUNAGARU_{name}", raising=False)


def contracts(*, production=True):
    found = channel_contracts(production=production, secret_key="k", sender="a@town.example")
    return {contract.kind: contract.values for contract in found}


def test_a_town_without_contracts_opens_nothing():
    found = channel_contracts(production=True, secret_key="k", sender="a@town.example")
    assert open_channels(found) == {}


def test_browsers_are_reached_without_a_contract_once_the_town_says_where_it_is_found(monkeypatch):
    assert not contracts()[Kind.WEBPUSH]["subject"]
    monkeypatch.setenv("TSUNAGARU_MAIL_FROM", "a@town.example")
    push = contracts()[Kind.WEBPUSH]
    assert push["subject"] == "mailto:a@town.example"
    found = channel_contracts(production=True, secret_key="k", sender="a@town.example")
    assert set(open_channels(found)) == {Kind.WEBPUSH}
    assert push == contracts()[Kind.WEBPUSH]


def test_what_is_set_is_opened(monkeypatch):
    monkeypatch.setenv("TSUNAGARU_LINE_TOKEN", "t")
    monkeypatch.setenv("TSUNAGARU_MAIL_RELAY", "relay.town.example")
    found = channel_contracts(production=True, secret_key="k", sender="a@town.example")
    assert set(open_channels(found)) == {Kind.LINE, Kind.EMAIL}


def test_the_mail_server_s_password_goes_to_the_mail_server_only(monkeypatch):
    monkeypatch.setenv("TSUNAGARU_SMTP_HOST", "smtp.example")
    monkeypatch.setenv("TSUNAGARU_SMTP_PORT", "587")
    monkeypatch.setenv("TSUNAGARU_SMTP_TLS", "starttls")
    monkeypatch.setenv("TSUNAGARU_SMTP_PASSWORD", "p")
    mail = contracts()[Kind.EMAIL]
    assert (mail["relay"], mail["tls"], mail["password"]) == ("smtp.example:587", "starttls", "p")
    monkeypatch.setenv("TSUNAGARU_MAIL_RELAY", "127.0.0.1:2525")
    mail = contracts()[Kind.EMAIL]
    assert mail["relay"] == "127.0.0.1:2525"
    assert "password" not in mail


def test_a_demo_is_joined_to_simulated_providers_and_a_real_town_never(monkeypatch):
    monkeypatch.setenv("TSUNAGARU_SIMULATED_PROVIDERS", "8900")
    demo = contracts(production=False)
    assert demo[Kind.LINE]["url"] == "http://127.0.0.1:8900"
    assert demo[Kind.EMAIL]["relay"] == "127.0.0.1:8901"
    assert demo[Kind.WEBPUSH]["loopback"]
    with pytest.raises(ImproperlyConfigured):
        contracts()


def test_a_real_town_s_browsers_are_never_on_this_machine():
    assert "loopback" not in contracts()[Kind.WEBPUSH]


def test_the_command_refuses_in_production(settings):
    settings.TSUNAGARU_DEMO = False
    with pytest.raises(CommandError, match="本番"):
        call_command("messages", "simulate-providers")


def test_a_mailbox_is_looked_into_over_tls_unless_another_way_is_named(monkeypatch):
    assert mailbox_account() is None
    monkeypatch.setenv("TSUNAGARU_IMAP_HOST", "mail.example")
    account = mailbox_account()
    assert account is not None
    assert (account.tls, account.folder, account.done) == ("tls", "INBOX", "")
    monkeypatch.setenv("TSUNAGARU_IMAP_TLS", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="TSUNAGARU_IMAP_TLS"):
        mailbox_account()
