"""Retention of payments (支払いの保存と廃棄): the books keep names as long as the law needs."""

from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from tsunagaru.engines.payments.events import InvoiceDisposed, InvoiceReleased, MandateDisposed
from tsunagaru.engines.payments.models import Difference, Invoice, Mandate, Refund
from tsunagaru.engines.payments.queries.retention import open_rows
from tsunagaru.engines.payments.rules.agreements import LIVE
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.papers import CannotDisposePaper

_MARK = "payments_mandate.disposed"


class CannotDisposeOpen(Exception):
    """Money is still asked for or owed (支払いや返金が残っています)."""


@transaction.atomic
def release(kind: str, subject: UUID, *, at: datetime) -> int:
    """Cut what leads from a thing's invoices to the thing's pages (請求の切り離し).

    The payer, on whose list a receipt stays, and the reasons of refunds belong to the books and
    are kept for a period of their own.

    Returns:
        How many invoices there were.

    Raises:
        CannotDisposeOpen: money is still asked for or owed.

    Publishes:
        InvoiceReleased, for each
    """
    rows = list(_locked().filter(kind=kind, subject=subject, released_at=None))
    for row in rows:
        _refuse_open(row)
        row.back_url, row.released_at = "", at
        row.save(update_fields=["back_url", "released_at"])
        row.attempts.update(url="")
        publish(InvoiceReleased(at=at, subject=row.pk, kind=row.kind))
    return len(rows)


@transaction.atomic
def dispose(invoice: UUID, *, at: datetime) -> list[str]:
    """Take the words and names off an invoice whose period is over (納付者名などの廃棄).

    Amounts, dates, numbers and the books stay: they balance for ever.

    Returns:
        Marks of what was removed, without people.

    Raises:
        CannotDisposeOpen: money is still asked for or owed, or it was done already.

    Publishes:
        InvoiceDisposed
    """
    row = _locked().filter(pk=invoice, disposed_at=None).first()
    if row is None:
        raise CannotDisposeOpen
    _refuse_open(row)
    row.payer, row.resident_id, row.back_url, row.disposed_at = "", None, "", at
    row.released_at = row.released_at or at
    row.save(update_fields=["payer", "resident_id", "back_url", "released_at", "disposed_at"])
    row.attempts.update(url="")
    refunds = Refund.objects.filter(payment__invoice=row).defer("reason")
    for each in refunds:
        each.reason = ""
        each.save(update_fields=["reason"])
    for difference in Difference.objects.filter(invoice=row.pk).defer("explanation"):
        difference.explanation = ""
        difference.save(update_fields=["explanation"])
    publish(InvoiceDisposed(at=at, subject=row.pk, kind=row.kind))
    return [f"refunds {len(refunds)}"]


@transaction.atomic
def dispose_mandate(mandate: UUID, at: datetime) -> list[str]:
    """Empty an agreement that was over long ago: whose account it was (口座の情報の廃棄).

    That there was one, how it ended, and what was collected by it stay.

    Returns:
        A mark under a key of the account that went.

    Raises:
        CannotDisposePaper: it is in force, a request still runs, or it was done already.

    Publishes:
        MandateDisposed
    """
    rows = Mandate.objects.select_for_update(no_key=True).exclude(bank="")
    row = rows.filter(pk=mandate).exclude(state__in=LIVE).first()
    if row is None or row.debits.filter(open=True).exists():
        raise CannotDisposePaper
    mark = blind(f"{row.bank}{row.branch}{row.account}{row.holder}", place=_MARK)
    row.bank = row.bank_name = row.branch = row.branch_name = row.account = row.holder = ""
    row.postal = None
    row.note, row.resident_id = None, None
    row.save()
    publish(MandateDisposed(at=at, subject=row.pk, state=row.state))
    return [mark]


def _locked() -> models.QuerySet[Invoice]:
    return Invoice.objects.select_for_update(no_key=True).defer("payer")


def _refuse_open(row: Invoice) -> None:
    if open_rows().filter(pk=row.pk).exists():
        raise CannotDisposeOpen
