"""What is asked for (請求)."""

import uuid

from django.db import models
from django.db.models import F, Q

from tsunagaru.engines.payments.rules.states import LABELS, PAYABLE, State
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns

STATES = [(state.value, label) for state, label in LABELS.items()]


@columns(
    internal="kind title section channel state amount_yen refunded_yen due_on lapses requested_at"
    " settled_at closed_at reminded_at by_name age_band district released_at disposed_at",
    pseudonymous="id number subject back_url resident_id by",
    personal="payer",
)
class Invoice(models.Model):
    """One amount a person or company is asked for (請求)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("請求番号", max_length=24, unique=True)
    kind = models.CharField("種別", max_length=40)
    subject = models.UUIDField("対象")
    title = models.JSONField("件名")
    section = models.CharField("所管課", max_length=20)
    channel = models.CharField("受付経路", max_length=10, blank=True)
    resident_id = models.UUIDField("納付者", null=True)
    payer = SealedTextField("納付者名", default="")
    age_band = models.CharField("年齢層", max_length=8, blank=True)
    district = models.CharField("区", max_length=12, blank=True)
    state = models.CharField("状態", max_length=16, choices=STATES, default=State.REQUESTED)
    amount_yen = models.PositiveIntegerField("金額")
    refunded_yen = models.PositiveIntegerField("返金額", default=0)
    due_on = models.DateField("納期限")
    lapses = models.BooleanField("期限で失効", default=False)
    requested_at = models.DateTimeField("請求日時")
    settled_at = models.DateTimeField("支払日時", null=True)
    closed_at = models.DateTimeField("取消・失効日時", null=True)
    reminded_at = models.DateTimeField("期限の前の知らせ", null=True)
    back_url = models.CharField("手続きのページ", max_length=200, blank=True)
    released_at = models.DateTimeField("手続きから切り離した日時", null=True)
    disposed_at = models.DateTimeField("納付者名を廃棄した日時", null=True)
    by = models.UUIDField("請求した職員", null=True)
    by_name = models.CharField("請求した職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payments_invoice_asks_for_money", condition=Q(amount_yen__gt=0)
            ),
            models.CheckConstraint(
                name="payments_refund_within_amount",
                condition=Q(refunded_yen__lte=F("amount_yen")),
            ),
            models.CheckConstraint(
                name="payments_disposed_only_when_closed",
                condition=Q(disposed_at=None) | ~Q(state__in=sorted(one.value for one in PAYABLE)),
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=~Q(state__in=(State.CANCELLED.value, State.EXPIRED.value)),
                name="payments_one_per_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["section", "state", "due_on"], name="payments_queue"),
            models.Index(fields=["resident_id"], name="payments_resident"),
            models.Index(fields=["subject"], name="payments_subject"),
            models.Index(fields=["state", "due_on"], name="payments_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def words(self) -> Trilingual:
        """Return what is asked for, in three languages (件名)."""
        return Trilingual(**self.title)

    @property
    def refundable_yen(self) -> int:
        """Return what may still go back (返金できる額)."""
        return self.amount_yen - self.refunded_yen


@columns(internal="order label revenue amount_yen", pseudonymous="id invoice")
class Line(models.Model):
    """One part of an invoice, with the revenue it belongs to (請求の内訳)."""

    id = models.BigAutoField(primary_key=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField("順番")
    label = models.JSONField("内訳")
    revenue = models.CharField("収入科目", max_length=30)
    amount_yen = models.PositiveIntegerField("金額")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "order"], name="payments_lines_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.revenue} {self.amount_yen}"

    @property
    def words(self) -> Trilingual:
        """Return what this part is for, in three languages."""
        return Trilingual(**self.label)


@columns(internal="serial")
class Slip(models.Model):
    """Hands out numbers (採番): a sequence, so that nobody waits for another."""

    serial = models.BigAutoField("通し番号", primary_key=True)

    def __str__(self) -> str:
        return str(self.serial)
