"""The contracts with providers that carry messages (送信事業者との契約), from the environment."""

import hmac
import os
from base64 import urlsafe_b64encode
from email.utils import parseaddr

from django.core.exceptions import ImproperlyConfigured

from tsunagaru.engines.messages.gateways.channels import Contract, Kind
from tsunagaru.engines.messages.gateways.mailbox import OVER_TLS, PLAIN, STARTTLS, Account
from tsunagaru.engines.messages.gateways.simulators.demo import contracts_at

SIMULATED = "TSUNAGARU_SIMULATED_PROVIDERS"


def channel_contracts(*, production: bool, secret_key: str, sender: str) -> list[Contract]:
    """Return the town's contracts, each with whatever is set; what lacks something is never opened.

    Args:
        production: then nothing is simulated.
        secret_key: of the town; the addresses to which mail bounces are signed by it.
        sender: from whom mail comes.

    Raises:
        ImproperlyConfigured: simulated providers for a real town.
    """
    simulated = os.environ.get(SIMULATED, "")
    if simulated and production:
        message = f"本番では {SIMULATED} を使えません。"
        raise ImproperlyConfigured(message)
    if simulated:
        return contracts_at(int(simulated), int(simulated) + 1)
    return [
        Contract(Kind.LINE, _values("LINE", "url", "token", "secret", "id")),
        Contract(Kind.WEBPUSH, _push(secret_key, sender, production=production)),
        Contract(Kind.EMAIL, _mail(secret_key, sender)),
        Contract(Kind.SMS, _values("SMS", "url", "token", "secret")),
    ]


def mailbox_account() -> Account | None:
    """Return the mailbox to which letters come back, for a town whose mail server tells nothing.

    Raises:
        ImproperlyConfigured: a way of encryption that there is not.
    """
    values = _values("IMAP", "host", "port", "tls", "user", "password", "folder", "done")
    if not values["host"]:
        return None
    tls = values["tls"] or OVER_TLS
    if tls not in (OVER_TLS, STARTTLS, PLAIN):
        message = f"TSUNAGARU_IMAP_TLS は {OVER_TLS}、{STARTTLS} のどちらかにしてください。"
        raise ImproperlyConfigured(message)
    return Account(
        host=values["host"],
        user=values["user"],
        password=values["password"],
        port=int(values["port"] or 0),
        tls=tls,
        folder=values["folder"] or "INBOX",
        done=values["done"],
    )


def _values(prefix: str, *names: str) -> dict[str, str]:
    return {name: os.environ.get(f"TSUNAGARU_{prefix}_{name.upper()}", "") for name in names}


def _push(secret_key: str, sender: str, *, production: bool) -> dict[str, str]:
    """Browsers' services want no contract: a key of the town's own, and where to find the town."""
    values = _values("VAPID", "key", "subject")
    known = not production or "TSUNAGARU_MAIL_FROM" in os.environ
    own = urlsafe_b64encode(hmac.digest(secret_key.encode(), b"vapid", "sha256"))
    values["key"] = values["key"] or own.rstrip(b"=").decode()
    values["subject"] = values["subject"] or (f"mailto:{parseaddr(sender)[1]}" if known else "")
    return values


def _mail(secret_key: str, sender: str) -> dict[str, str]:
    """A relay of its own is one within the town's network; else the mail server of letters.

    The mail server's password goes to that server only.
    """
    own = os.environ.get("TSUNAGARU_MAIL_RELAY", "")
    values = {
        "relay": own,
        "from": sender,
        "secret": hmac.digest(secret_key.encode(), b"bounces", "sha256").hex(),
        "bounces": os.environ.get("TSUNAGARU_BOUNCES", ""),
        "dkim_key": os.environ.get("TSUNAGARU_DKIM_KEY", ""),
        "dkim_selector": os.environ.get("TSUNAGARU_DKIM_SELECTOR", ""),
    }
    smtp = _values("SMTP", "host", "port", "tls", "user", "password")
    if not own and smtp["host"]:
        relay = f"{smtp['host']}:{smtp['port'] or 25}"
        signing_in = {name: smtp[name] for name in ("tls", "user", "password")}
        values |= {"relay": relay, **signing_in}
    return values
