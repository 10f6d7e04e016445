"""Contracts with the simulated providers (見本の契約); they open nothing real."""

from tsunagaru.engines.messages.gateways.channels import Contract, Kind

LINE_TOKEN, LINE_SECRET = "demo-line-token", "demo-line-secret"
LINE_ID = "@demo-town"
SMS_TOKEN, SMS_SECRET = "demo-sms-token", "demo-sms-secret"
VAPID_KEY = "ZGVtby12YXBpZC1rZXktdGhhdC1vcGVucy1ub3RoaW4"
VAPID_SUBJECT = "mailto:demo@town.example"
SENDER = "demo@town.example"


def contracts_at(http: int, smtp: int, *, timeout_s: float = 10) -> list[Contract]:
    """Return the contracts with simulated providers on these ports of this machine."""
    here, patience = f"http://127.0.0.1:{http}", str(timeout_s)
    line = {"url": here, "token": LINE_TOKEN, "secret": LINE_SECRET, "id": LINE_ID}
    line["linking"] = f"{here}/v2/bot/accountLink"
    push = {"key": VAPID_KEY, "subject": VAPID_SUBJECT, "loopback": "1"}
    mail = {"relay": f"127.0.0.1:{smtp}", "from": SENDER, "secret": "demo-bounces"}
    sms = {"url": f"{here}/sms", "token": SMS_TOKEN, "secret": SMS_SECRET, "loopback": "1"}
    return [
        Contract(kind, {**values, "timeout_s": patience})
        for kind, values in (
            (Kind.LINE, line),
            (Kind.WEBPUSH, push),
            (Kind.EMAIL, mail),
            (Kind.SMS, sms),
        )
    ]
