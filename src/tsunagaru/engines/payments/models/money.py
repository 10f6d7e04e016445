"""Money that moves (入金・返金): attempts at providers, payments, refunds, notifications."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.engines.payments.models.counter import Drawer
from tsunagaru.engines.payments.models.invoices import Invoice
from tsunagaru.engines.payments.rules.methods import (
    ATTEMPT_LABELS,
    CAUSE_LABELS,
    LABELS,
    REFUND_LABELS,
    AttemptState,
    RefundState,
)
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns

METHODS = [(method.value, label) for method, label in LABELS.items()]
OPEN = AttemptState.OPEN.value


@columns(
    internal="provider amount_yen state begun_at asked_at settled_at",
    pseudonymous="id invoice merchant_id reference",
    secret="url",  # noqa: S106 - the name of a column
)
class Attempt(models.Model):
    """One try to pay at a provider (オンライン決済); at most one is open for an invoice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="attempts")
    provider = models.CharField("決済事業者", max_length=12)
    merchant_id = models.CharField("加盟店側の決済番号", max_length=64, unique=True)
    amount_yen = models.PositiveIntegerField("金額")
    state = models.CharField(
        "状態",
        max_length=12,
        choices=[(s.value, label) for s, label in ATTEMPT_LABELS.items()],
        default=OPEN,
    )
    url = models.CharField("支払いページ", max_length=500, blank=True)
    reference = models.CharField("事業者側の番号", max_length=64, blank=True)
    begun_at = models.DateTimeField("開始日時")
    asked_at = models.DateTimeField("最後に確かめた日時", null=True)
    settled_at = models.DateTimeField("確定日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state=OPEN), name="payments_one_open_attempt"
            )
        ]
        indexes = [models.Index(fields=["state", "begun_at"], name="payments_open_attempts")]

    def __str__(self) -> str:
        return self.merchant_id


@columns(
    internal="method kept amount_yen received_at tendered_yen by_name terminal_slip drawer",
    pseudonymous="id invoice attempt receipt_number by reference",
)
class Payment(models.Model):
    """Money that arrived (入金). One is kept for an invoice; any other goes back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField("支払い方法", max_length=10, choices=METHODS)
    kept = models.BooleanField("請求にあてた", default=True)
    amount_yen = models.PositiveIntegerField("金額")
    received_at = models.DateTimeField("入金日時")
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, null=True)
    drawer = models.ForeignKey(Drawer, on_delete=models.PROTECT, null=True, related_name="payments")
    tendered_yen = models.PositiveIntegerField("お預かり", null=True)
    terminal_slip = models.CharField("端末の伝票番号", max_length=40, blank=True)
    reference = models.CharField("収納側の番号", max_length=64, blank=True)
    receipt_number = models.CharField("領収番号", max_length=24, unique=True)
    by = models.UUIDField("受け取った職員", null=True)
    by_name = models.CharField("受け取った職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(kept=True), name="payments_one_kept_payment"
            ),
            models.UniqueConstraint(
                fields=["method", "reference"],
                condition=~Q(reference=""),
                name="payments_reported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def change_yen(self) -> int:
        """Return the change that was given (おつり)."""
        return (self.tendered_yen or self.amount_yen) - self.amount_yen


@columns(
    internal="amount_yen method state cause requested_at done_at by_name done_by_name reply drawer"
    " terminal_slip",
    pseudonymous="id payment merchant_id by",
    personal="reason",
)
class Refund(models.Model):
    """Money that goes back to the payer (返金)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    merchant_id = models.CharField("加盟店側の返金番号", max_length=64, unique=True)
    amount_yen = models.PositiveIntegerField("金額")
    method = models.CharField("返金方法", max_length=10, choices=METHODS)
    state = models.CharField(
        "状態", max_length=12, choices=[(s.value, label) for s, label in REFUND_LABELS.items()]
    )
    cause = models.CharField(
        "きっかけ", max_length=10, choices=[(c.value, label) for c, label in CAUSE_LABELS.items()]
    )
    reason = SealedTextField("理由", default="")
    requested_at = models.DateTimeField("決定日時")
    done_at = models.DateTimeField("返金日時", null=True)
    drawer = models.ForeignKey(Drawer, on_delete=models.PROTECT, null=True, related_name="refunds")
    terminal_slip = models.CharField("端末の取消しの伝票番号", max_length=40, blank=True)
    reply = models.CharField("事業者の応答", max_length=60, blank=True)
    by = models.UUIDField("決めた職員", null=True)
    by_name = models.CharField("決めた職員名", max_length=60, blank=True)
    done_by_name = models.CharField("渡した職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="payments_refund_of_money", condition=Q(amount_yen__gt=0))
        ]
        indexes = [models.Index(fields=["state", "requested_at"], name="payments_refunds_to_do")]

    def __str__(self) -> str:
        return self.merchant_id

    @property
    def waits(self) -> bool:
        """Tell whether a person must still do something."""
        return self.state in {RefundState.TO_HAND_OUT, RefundState.FAILED}


@columns(internal="id provider number received_at", pseudonymous="attempt")
class Notification(models.Model):
    """A provider's notification, kept so that it counts once (通知の控え)."""

    id = models.BigAutoField(primary_key=True)
    provider = models.CharField("決済事業者", max_length=12)
    number = models.CharField("通知番号", max_length=64)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT)
    received_at = models.DateTimeField("受信日時")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="payments_notified_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.number}"
