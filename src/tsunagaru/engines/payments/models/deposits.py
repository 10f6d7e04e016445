"""What a card company paid for the terminals at the counters (カード端末の入金)."""

import uuid

from django.db import models
from django.db.models import F, Q

from tsunagaru.ground.vault.labels import columns


@columns(
    internal="day gross_yen net_yen reference recorded_at by_name cancelled_at cancelled_by_name",
    pseudonymous="id by",
)
class TerminalDeposit(models.Model):
    """One deposit of the card company's (カード会社からの入金); a reference counts once.

    A wrong one is booked back and stays, marked so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField("入金日")
    gross_yen = models.PositiveIntegerField("取引額")
    net_yen = models.PositiveIntegerField("入金額")
    reference = models.CharField("入金の番号", max_length=40)
    recorded_at = models.DateTimeField("登録日時")
    by = models.UUIDField("登録した職員", null=True)
    by_name = models.CharField("登録した職員名", max_length=60, blank=True)
    cancelled_at = models.DateTimeField("取消日時", null=True)
    cancelled_by_name = models.CharField("取り消した職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(cancelled_at=None),
                name="payments_deposited_once",
            ),
            models.CheckConstraint(
                condition=Q(net_yen__lte=F("gross_yen"), gross_yen__gt=0),
                name="payments_deposit_of_money",
            ),
        ]
        indexes = [models.Index(fields=["-day"], name="payments_deposits")]

    def __str__(self) -> str:
        return self.reference

    @property
    def fee_yen(self) -> int:
        """Return what the card company kept (決済手数料)."""
        return self.gross_yen - self.net_yen
