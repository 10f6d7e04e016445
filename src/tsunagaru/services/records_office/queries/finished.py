"""What has come to its end and still says something of people (完結した文書)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.services.records_office.rules import PAYMENTS

INVOICE = "invoice"
# Its invoices keep the payer's name as long as the application's own papers are there.
BOUND = frozenset({applications.KIND})


@dataclass(frozen=True)
class Finished:
    """A case, or an invoice whose papers are gone (完結した案件・請求).

    Args:
        code: the procedure, or which papers of the town; what a rule names.
        subject: what a case is about.
    """

    id: UUID
    number: str
    kind: str
    code: str
    title: str
    subject: UUID
    section: str
    closed_at: datetime


def finished(*, before: datetime, at: datetime) -> Iterator[Finished]:
    """Yield what was closed before a time, oldest first; never what is still going on."""
    going_on = applications.unfinished(at)
    for one in cases.finished(before=before):
        if one.kind != applications.KIND or one.subject not in going_on:
            yield Finished(
                one.id,
                one.number,
                one.kind,
                one.code,
                one.title,
                one.subject,
                one.section,
                one.closed_at,
            )
    for bill in payments.closed_invoices(before=before, bound=BOUND):
        yield Finished(
            bill.id,
            bill.number,
            INVOICE,
            PAYMENTS,
            bill.title,
            bill.id,
            bill.section,
            bill.closed_at,
        )
