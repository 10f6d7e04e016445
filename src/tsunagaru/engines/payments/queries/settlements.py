"""Reads of settlements (照合の参照)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from tsunagaru.engines.payments.models import (
    Difference,
    Payment,
    Refund,
    Settlement,
    TerminalDeposit,
)
from tsunagaru.engines.payments.queries.setup import HANDLERS, keeps_the_books
from tsunagaru.engines.payments.rules.methods import RefundState
from tsunagaru.engines.payments.rules.reconciling import Movement
from tsunagaru.engines.payments.rules.settling import Way
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST, day_of


def differences(actor: Actor) -> QuerySet[Difference]:
    """Return the differences an actor may see: of the own sections, all for accounts."""
    rows = Difference.objects.select_related("settlement")
    if not actor.is_staff:
        return rows.none()
    if keeps_the_books(actor):
        return rows
    return rows.filter(section__in=actor.sections(*HANDLERS))


def settlements(actor: Actor) -> QuerySet[Settlement]:
    """Return the files that were reconciled, newest first; for accounts only."""
    if not keeps_the_books(actor):
        return Settlement.objects.none()
    return Settlement.objects.order_by("-day", "provider")


def deposits(actor: Actor) -> QuerySet[TerminalDeposit]:
    """Return the card company's deposits, newest first; for accounts only (カード端末の入金)."""
    if not keeps_the_books(actor):
        return TerminalDeposit.objects.none()
    return TerminalDeposit.objects.order_by("-day", "-recorded_at")


def movements(provider: str, day: date, references: Iterable[str]) -> dict[str, Movement]:
    """Return our movements of a day, and those a file names, by reference (町の入出金)."""
    named = list(references)
    paid = Payment.objects.filter(attempt__provider=provider).select_related("attempt")
    back = Refund.objects.filter(
        payment__attempt__provider=provider, state=RefundState.DONE, method__in=("card", "code")
    )
    since, until = span_of(day)
    paid = paid.filter(
        Q(received_at__gte=since, received_at__lt=until) | Q(attempt__merchant_id__in=named)
    )
    back = back.filter(Q(done_at__gte=since, done_at__lt=until) | Q(merchant_id__in=named))
    return {each.reference: each for each in (*_payments(paid), *_refunds(back))}


def span_of(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day in Japan, and that of the next."""
    start = datetime.combine(day, time(), tzinfo=JST)
    return start, start + timedelta(days=1)


def _payments(rows: QuerySet[Payment]) -> Iterable[Movement]:
    for row in rows:
        if row.attempt:
            day = day_of(row.received_at).isoformat()
            yield Movement(row.attempt.merchant_id, row.amount_yen, 0, day)


def _refunds(rows: QuerySet[Refund]) -> Iterable[Movement]:
    for row in rows:
        if row.done_at:
            yield Movement(row.merchant_id, -row.amount_yen, 0, day_of(row.done_at).isoformat())


def returns_waiting(row: Difference) -> QuerySet[Difference]:
    """Return the payments held to go back whose return this line may be (返金待ちの入金)."""
    waiting = Difference.objects.filter(settled_as=Way.RETURN, answered_by=None)
    same = waiting.filter(settlement__provider=row.settlement.provider)
    return same.filter(theirs_yen=-(row.theirs_yen or 0)).order_by("returned_on", "found_at")
