"""The link in letters about money (支払いのリンク): made when the letter leaves, stored nowhere."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries.invoices import code_of
from tsunagaru.engines.payments.queries.letters import agreement_page
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of


def pay_link(invoice: UUID, to: UUID | None, at: datetime) -> str:
    """Return where the reader of a letter pays (支払いの画面へのリンク).

    Whoever signs in as the payer is led to the page behind the sign-in, so that the letter opens
    nothing by itself; for anybody else the letter carries the invoice's code.
    """
    row = Invoice.objects.filter(pk=invoice).first()
    if row is None:
        return ""
    if to is not None and to == row.resident_id and _signs_in(to, at):
        return reverse("payments:pay", args=[row.pk])
    return reverse("payments:enter", args=[row.pk, code_of(row.pk)])


def _signs_in(resident: UUID, at: datetime) -> bool:
    try:
        return people.resident(resident, day=day_of(at)).has_account
    except people.NoSuchResident:
        return False


def agreement_link(mandate: UUID, _to: UUID | None, _at: datetime) -> str:
    """Return where a payer sees their account transfers, behind the sign-in (口座振替の画面)."""
    return agreement_page(mandate)
