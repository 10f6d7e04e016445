"""Daily reconciliation (日次照合): the provider's file against our books, every line."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import SettlementReconciled
from tsunagaru.engines.payments.gateways.configured import provider
from tsunagaru.engines.payments.gateways.protocol import CannotReach, read_file
from tsunagaru.engines.payments.models import Attempt, Difference, Payment, Refund, Settlement
from tsunagaru.engines.payments.queries import settlements as reads
from tsunagaru.engines.payments.queries.setup import accounts_section, fee_rate
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import AttemptState, RefundState
from tsunagaru.engines.payments.rules.reconciling import (
    SETTLED_BY_ITSELF,
    WORDS,
    Kind,
    Movement,
    Outcome,
    reconcile,
)
from tsunagaru.engines.payments.rules.settling import Way
from tsunagaru.engines.payments.services import charging, refunding, settling
from tsunagaru.engines.payments.services.booking import book
from tsunagaru.engines.payments.services.settling import BY_ITSELF, Resolution
from tsunagaru.ground.ledger.api import publish


def reconcile_day(code: str, day: date, *, at: datetime) -> Settlement:
    """Fetch a provider's file of a day and hold it against the books, once (照合する).

    What the file knows and we do not is asked for first: an answer that got lost heals here.

    Raises:
        CannotReach: the provider does not answer now.
        CannotCharge: the file is no settlement file.

    Publishes:
        SettlementReconciled
    """
    if found := Settlement.objects.filter(provider=code, day=day).first():
        return found
    raw = provider(code).settlement(day)
    lines = read_file(raw)
    _heal(code, lines, at)
    return _write_down(code, day, (raw, lines), at)


def _heal(code: str, lines: Sequence[Movement], at: datetime) -> None:
    """Ask for what is in the file and not in our books."""
    named = [line.reference for line in lines]
    lost = Attempt.objects.filter(provider=code, merchant_id__in=named).exclude(
        state__in=(AttemptState.CAPTURED, AttemptState.DISPUTED)
    )
    for key in list(lost.values_list("pk", flat=True)):
        with suppress(CannotReach):
            charging.ask(key, at=at)
    open_refunds = Refund.objects.filter(merchant_id__in=named, state=RefundState.QUEUED)
    for key in list(open_refunds.values_list("pk", flat=True)):
        with suppress(CannotReach):
            refunding.send(key, at=at)


@transaction.atomic
def _write_down(
    code: str, day: date, file: tuple[bytes, Sequence[Movement]], at: datetime
) -> Settlement:
    raw, lines = file
    ours = reads.movements(code, day, [line.reference for line in lines])
    outcome = reconcile(ours, lines, day=day.isoformat(), rate_bp=fee_rate(code))
    return keep(code, day, (sha256(raw).hexdigest(), lines), outcome, at)


def keep(
    code: str, day: date, file: tuple[str, Sequence[Movement]], outcome: Outcome, at: datetime
) -> Settlement:
    """Write a file and its differences down, and what it paid out, once (照合の記録).

    Args:
        file: the file's digest, and its lines.

    Publishes:
        SettlementReconciled
    """
    digest, lines = file
    gross, fee = sum(line.amount_yen for line in lines), sum(line.fee_yen for line in lines)
    row, new = Settlement.objects.get_or_create(
        provider=code,
        day=day,
        defaults={
            "fetched_at": at,
            "lines": len(lines),
            "matched": outcome.matched,
            "gross_yen": gross,
            "fee_yen": fee,
            "net_yen": gross - fee,
            "digest": digest,
        },
    )
    if new:
        _keep_differences(row, outcome, at)
        paid_out = chart.paid_out(code, net_yen=gross - fee, fee_yen=fee)
        book("settled", f"{code}:{day}", paid_out, at=at)
        _tell(row, outcome, at)
    return row


def _tell(row: Settlement, outcome: Outcome, at: datetime) -> None:
    waiting = [d for d in outcome.differences if d.kind not in SETTLED_BY_ITSELF]
    publish(
        SettlementReconciled(
            at=at,
            subject=row.pk,
            provider=row.provider,
            balanced="no" if waiting else "yes",
            lines=row.lines,
            differences=len(outcome.differences),
        )
    )


def _keep_differences(row: Settlement, outcome: Outcome, at: datetime) -> None:
    section = accounts_section()
    for found in outcome.differences:
        made = Difference.objects.create(
            settlement=row,
            kind=found.kind,
            reference=found.reference,
            invoice=_invoice_of(found.reference),
            ours_yen=found.ours_yen,
            theirs_yen=found.theirs_yen,
            section=section,
            found_at=at,
        )
        if found.kind is Kind.LATE:
            said = Resolution(WORDS[Kind.LATE], BY_ITSELF, at)
            settling.close(made, Way.EXPLAIN, said)
            _end_missing(found.reference, said)


def _end_missing(reference: str, said: Resolution) -> None:
    """A line that was missing yesterday has come: say so there, too; a write-off is undone."""
    rows = Difference.objects.filter(reference=reference, kind=Kind.MISSING_THERE)
    for row in rows.select_for_update(no_key=True):
        if row.resolved_at is None:
            settling.close(row, Way.EXPLAIN, said)
        elif row.settled_as == Way.WRITE_OFF:
            settling.take_back(row, said)


def _invoice_of(reference: str) -> UUID | None:
    attempt = Attempt.objects.filter(merchant_id=reference).values_list("invoice", flat=True)
    refund = Refund.objects.filter(merchant_id=reference)
    reported = Payment.objects.filter(reference=reference)
    return (
        attempt.first()
        or refund.values_list("payment__invoice", flat=True).first()
        or reported.values_list("invoice", flat=True).first()
    )
