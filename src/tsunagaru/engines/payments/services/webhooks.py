"""Notifications of providers (通知): believed once, and only as a reason to ask.

A notification changes no money. It is written down under its number, so that a repeated one counts
once, and wakes the question to the provider; order, delay and wrong amounts in it do no harm.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from tsunagaru.engines.payments.events import WebhookReceived, WebhookRefused
from tsunagaru.engines.payments.gateways.configured import provider
from tsunagaru.engines.payments.gateways.protocol import CannotBelieve, Notice
from tsunagaru.engines.payments.models import Attempt, Notification
from tsunagaru.ground.ledger.api import publish


def receive(code: str, headers: Mapping[str, str], body: bytes, *, at: datetime) -> bool:
    """Take a notification in (通知を受け取る); tells whether it was new.

    Raises:
        NoSuchProvider: there is no contract with this provider.
        CannotBelieve: forged, too old, unreadable, or about a payment that is not ours.

    Publishes:
        WebhookReceived or WebhookRefused
    """
    there = provider(code)
    try:
        notice = there.read_notice(headers, body, at=at)
        return _keep(code, notice, at)
    except CannotBelieve as doubt:
        _refuse(code, doubt.why, at)
        raise


def _keep(code: str, notice: Notice, at: datetime) -> bool:
    attempt = Attempt.objects.filter(provider=code, merchant_id=notice.merchant_id).first()
    if attempt is None:
        raise CannotBelieve("unknown")
    try:
        with transaction.atomic():
            Notification.objects.create(
                provider=code, number=notice.number, attempt=attempt, received_at=at
            )
            publish(WebhookReceived(at=at, subject=attempt.pk, provider=code))
    except IntegrityError:
        return False
    return True


@transaction.atomic
def _refuse(code: str, why: str, at: datetime) -> None:
    publish(WebhookRefused(at=at, subject=uuid4(), provider=code, why=why))
