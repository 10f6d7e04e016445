"""Payment slips on paper with the common tax code (納付書・地方税統一QR)."""

import uuid

from django.db import models

from tsunagaru.engines.payments.models.invoices import Invoice
from tsunagaru.ground.vault.labels import columns


@columns(
    internal="amount_yen due_on issued_at by_name",
    pseudonymous="id invoice by",
)
class TaxSlip(models.Model):
    """One printing of a slip (納付書の発行). The code's text is made anew from the invoice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="slips")
    amount_yen = models.PositiveIntegerField("金額")
    due_on = models.DateField("納期限")
    issued_at = models.DateTimeField("発行日時")
    by = models.UUIDField("発行した職員", null=True)
    by_name = models.CharField("発行した職員名", max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.issued_at:%Y-%m-%d}"
