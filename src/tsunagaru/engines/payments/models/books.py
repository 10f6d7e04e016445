"""The books (帳簿): double entry, append-only. A mistake is booked back, never edited."""

from django.db import models
from django.db.models import F, Q

from tsunagaru.engines.payments.models.invoices import Invoice
from tsunagaru.engines.payments.rules.chart import Side
from tsunagaru.ground.vault.labels import columns


@columns(internal="code name side")
class Account(models.Model):
    """An account of the books (勘定科目)."""

    code = models.CharField("コード", max_length=40, primary_key=True)
    name = models.CharField("科目", max_length=60)
    side = models.CharField("区分", max_length=10, choices=[(s.value, s.value) for s in Side])

    def __str__(self) -> str:
        return self.name


@columns(internal="id at day cause", pseudonymous="invoice key")
class Journal(models.Model):
    """What happened with money at one moment (仕訳帳).

    Args:
        key: names the happening, so that it is booked once.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("日時")
    day = models.DateField("日付")
    cause = models.CharField("摘要", max_length=20)
    key = models.CharField("鍵", max_length=80, unique=True)
    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, null=True, related_name="journals"
    )

    class Meta:
        indexes = [models.Index(fields=["day"], name="payments_journal_day")]

    def __str__(self) -> str:
        return self.key


@columns(internal="id journal debit credit amount_yen")
class Entry(models.Model):
    """One amount on both sides (仕訳): it cannot but balance."""

    id = models.BigAutoField(primary_key=True)
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount_yen = models.PositiveIntegerField("金額")

    class Meta:
        constraints = [
            models.CheckConstraint(name="payments_entry_of_money", condition=Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="payments_entry_two_sides", condition=~Q(debit=F("credit"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit_id} / {self.credit_id} {self.amount_yen}"
