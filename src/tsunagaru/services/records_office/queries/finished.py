"""What has come to its end and still says something of people (完結した文書)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.kernel.offers import installed
from tsunagaru.kernel.papers import Papers
from tsunagaru.services.records_office.rules import PAYMENTS

INVOICE = "invoice"
# Its invoices keep the payer's name as long as the application's own papers are there.
BOUND = frozenset({applications.KIND})


@dataclass(frozen=True)
class Finished:
    """A case, an invoice whose papers are gone, or another paper (完結した案件・請求・文書).

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
    for papers in papers_offered():
        for paper in papers.finished(before):
            yield Finished(
                paper.id,
                paper.number,
                papers.kind,
                papers.code,
                paper.title,
                paper.id,
                paper.section,
                paper.closed_at,
            )


def papers_offered() -> list[Papers]:
    """Return the papers of other packages that are no case's (案件でない文書)."""
    return [papers for offers in installed() for papers in offers.papers]
