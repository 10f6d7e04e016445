"""Minding what is not paid yet (未納の世話): reminders, later due dates, pages left open."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import PaymentPostponed, PaymentReminded
from tsunagaru.engines.payments.gateways.configured import NoSuchProvider
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries.invoices import open_attempt
from tsunagaru.engines.payments.queries.setup import setup
from tsunagaru.engines.payments.rules.states import Act, CannotMove, State
from tsunagaru.engines.payments.services.charging import stop
from tsunagaru.engines.payments.services.requesting import due_date, facts_of, is_payable, lock
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of


@transaction.atomic
def postpone(invoice: UUID, *, due_on: date, at: datetime) -> date:
    """Give the payer until a later day (納期限を延ばす); the next open day where that is closed.

    Raises:
        CannotMove: it asks for no money (any more).

    Publishes:
        PaymentPostponed
    """
    row = lock(invoice)
    if not is_payable(row):
        raise CannotMove(State(row.state), Act.MISS)
    row.due_on, row.state, row.reminded_at = due_date(due_on, at), State.REQUESTED, None
    row.save(update_fields=["due_on", "state", "reminded_at"])
    publish(PaymentPostponed(at=at, subject=row.pk, **facts_of(row)))
    return row.due_on


def remind_before_due(*, at: datetime) -> int:
    """Remind payers some days before the due date, once (期限の前に知らせる).

    Publishes:
        PaymentReminded for each
    """
    days, today = setup().remind_days, day_of(at)
    if not days:
        return 0
    near = Invoice.objects.filter(state=State.REQUESTED, reminded_at=None, due_on__gte=today)
    near = near.filter(due_on__lte=today + timedelta(days=days))
    near = near.exclude(debits__open=True)  # collected from the account by itself
    keys = list(near.order_by("due_on").values_list("pk", flat=True))
    return sum(_remind(key, at) for key in keys)


@transaction.atomic
def _remind(invoice: UUID, at: datetime) -> int:
    row = lock(invoice)
    if row.state != State.REQUESTED or row.reminded_at is not None:
        return 0
    if day_of(row.requested_at) == day_of(at):  # was asked today already
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    publish(PaymentReminded(at=at, subject=row.pk, **facts_of(row)))
    return 1


def close_pages(invoice: UUID, *, at: datetime) -> None:
    """Close the provider's page of an invoice that is no longer asked for (支払いページを閉じる).

    What was paid on it a moment before is written down, and goes back by itself.

    Raises:
        CannotReach: the provider does not answer now; try again later.
    """
    row = Invoice.objects.get(pk=invoice)
    attempt = open_attempt(row)
    if attempt is not None and not is_payable(row):
        with suppress(NoSuchProvider):
            stop(attempt.pk, at=at)
