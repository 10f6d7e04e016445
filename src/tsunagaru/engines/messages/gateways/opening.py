"""The channels that this town has contracts for (契約中の送信経路)."""

from collections.abc import Callable, Iterable
from email.utils import parseaddr
from pathlib import Path

from tsunagaru.engines.messages.gateways import dkim
from tsunagaru.engines.messages.gateways.bulk_mail import BulkMail
from tsunagaru.engines.messages.gateways.channels import NEEDED, Channel, Contract, Kind
from tsunagaru.engines.messages.gateways.line import Line
from tsunagaru.engines.messages.gateways.mail_letter import Sender
from tsunagaru.engines.messages.gateways.sms import Sms
from tsunagaru.engines.messages.gateways.smtp_wire import TLS_PORT, Relay
from tsunagaru.engines.messages.gateways.webpush import WebPush

PORT = 25


def open_channels(contracts: Iterable[Contract]) -> dict[Kind, Channel]:
    """Return a channel for each contract that has all it needs; the others are left out.

    Raises:
        CannotUseVapid, CannotUseKey: a key that is set but is none.
    """
    return {
        contract.kind: _OPEN[contract.kind](contract)
        for contract in contracts
        if all(contract.values.get(name) for name in NEEDED[contract.kind])
    }


def _mail(contract: Contract) -> Channel:
    values = contract.values
    host, _, port = (
        values["relay"].rpartition(":")
        if ":" in values["relay"]
        else (
            values["relay"],
            "",
            "",
        )
    )
    tls = values.get("tls", "")
    domain = parseaddr(values["from"])[1].rpartition("@")[2] or "localhost"
    relay = Relay(
        host=host,
        port=int(port or (TLS_PORT if tls == "tls" else PORT)),
        tls=tls,
        user=values.get("user", ""),
        password=values.get("password", ""),
        name=domain,
        timeout_s=float(values.get("timeout_s") or 30),
    )
    sender = Sender(values["from"], values.get("bounces") or domain, _signer(contract, domain))
    return BulkMail(relay, sender, secret=values["secret"])


def _signer(contract: Contract, domain: str) -> dkim.Dkim | None:
    values = contract.values
    if not (values.get("dkim_key") and values.get("dkim_selector")):
        return None
    pem = Path(values["dkim_key"]).read_bytes()
    return dkim.load(pem, domain=domain, selector=values["dkim_selector"])


_OPEN: dict[Kind, Callable[[Contract], Channel]] = {
    Kind.LINE: Line,
    Kind.WEBPUSH: WebPush,
    Kind.EMAIL: _mail,
    Kind.SMS: Sms,
}
