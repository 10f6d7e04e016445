"""Account transfers (口座振替): agreements, requests, answers; and slips with the tax code."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.engines.payments.models.invoices import Invoice
from tsunagaru.engines.payments.rules.agreements import (
    CHANNELS,
    ENDS_AGREEMENT,
    KINDS,
    RESULT_LABELS,
    STANDING_LABELS,
    Standing,
    masked,
)
from tsunagaru.engines.payments.rules.postal import parts_of
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns

RESULTS = [(one.value, label) for one, label in RESULT_LABELS.items()]


@columns(
    internal="bank bank_name branch branch_name account_kind state channel agreed_on answered_on"
    " ended_on recorded_at used_at by_name",
    pseudonymous="id resident_id by",
    personal="account holder postal note",
)
class Mandate(models.Model):
    """A payer's consent to account transfers (口座振替の申込み・契約)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField("納付者", null=True)
    bank = models.CharField("金融機関コード", max_length=4)
    bank_name = models.CharField("金融機関名（カナ）", max_length=15, blank=True)
    branch = models.CharField("支店コード", max_length=3)
    branch_name = models.CharField("支店名（カナ）", max_length=15, blank=True)
    account_kind = models.CharField("預金種目", max_length=1, choices=KINDS, default="1")
    account = SealedTextField("口座番号", default="")
    holder = SealedTextField("口座名義（カナ）", default="")
    postal = SealedTextField("ゆうちょ銀行の記号・番号", null=True)
    state = models.CharField(
        "状態",
        max_length=10,
        choices=[(one.value, label) for one, label in STANDING_LABELS.items()],
        default=Standing.ACTIVE,
    )
    channel = models.CharField("申込みの方法", max_length=8, choices=CHANNELS, default="paper")
    note = SealedTextField("できない理由", null=True)
    agreed_on = models.DateField("依頼日")
    answered_on = models.DateField("金融機関の回答日", null=True)
    ended_on = models.DateField("終了日", null=True)
    recorded_at = models.DateTimeField("登録日時")
    used_at = models.DateTimeField("最初の振替依頼", null=True)
    by = models.UUIDField("登録した職員", null=True)
    by_name = models.CharField("登録した職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident_id"],
                condition=Q(state="active"),
                name="payments_one_mandate",
            ),
            models.UniqueConstraint(
                fields=["resident_id"],
                condition=Q(state="applied"),
                name="payments_one_mandate_asked",
            ),
        ]
        indexes = [models.Index(fields=["state", "recorded_at"], name="payments_mandates")]

    def __str__(self) -> str:
        return f"{self.bank}-{self.branch}"

    @property
    def shown_account(self) -> str:
        """Return the account's number as pages show it (口座番号・番号の下3桁)."""
        return masked(parts_of(self.postal or "")[1] or self.account)

    @property
    def postal_mark(self) -> str:
        """Return the mark of an account at Japan Post Bank, or nothing (記号)."""
        return parts_of(self.postal or "")[0]

    @property
    def postal_number(self) -> str:
        """Return its number as it was typed, or nothing (番号)."""
        return parts_of(self.postal or "")[1]


@columns(
    internal="number withdrawn_on made_at made_by_name lines yen digest answered_at"
    " answered_by_name collected collected_yen cancelled_at",
    pseudonymous="id made_by",
)
class TransferBatch(models.Model):
    """One request to the bank (口座振替の依頼): the debits of one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("依頼番号", max_length=24, unique=True)
    withdrawn_on = models.DateField("引落日")
    made_at = models.DateTimeField("作成日時")
    made_by = models.UUIDField("作成した職員", null=True)
    made_by_name = models.CharField("作成した職員名", max_length=60, blank=True)
    lines = models.PositiveIntegerField("件数")
    yen = models.PositiveBigIntegerField("金額")
    digest = models.CharField("結果ファイルの指紋", max_length=64, blank=True)
    answered_at = models.DateTimeField("結果の取込日時", null=True)
    answered_by_name = models.CharField("取り込んだ職員名", max_length=60, blank=True)
    collected = models.PositiveIntegerField("振替済の件数", default=0)
    collected_yen = models.PositiveBigIntegerField("振替済の金額", default=0)
    cancelled_at = models.DateTimeField("取りやめ日時", null=True)

    class Meta:
        indexes = [models.Index(fields=["-withdrawn_on"], name="payments_batches")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Tell whether the bank's answer is still awaited."""
        return self.answered_at is None and self.cancelled_at is None


@columns(
    internal="order amount_yen first result batch open",
    pseudonymous="id invoice mandate",
)
class TransferLine(models.Model):
    """One debit that the bank is asked for (振替の明細); an invoice is in one open request."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(TransferBatch, on_delete=models.PROTECT, related_name="debits")
    order = models.PositiveIntegerField("順番")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="debits")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="debits")
    amount_yen = models.PositiveIntegerField("金額")
    first = models.BooleanField("この契約の最初の振替", default=False)
    open = models.BooleanField("結果待ち", default=True)
    result = models.CharField(
        "振替結果",
        max_length=1,
        blank=True,
        choices=RESULTS,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(open=True), name="payments_one_open_debit"
            ),
            models.UniqueConstraint(fields=["batch", "order"], name="payments_debits_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.order}"

    @property
    def ended_agreement(self) -> bool:
        """Tell whether the bank's answer to this debit ended its agreement (契約の停止)."""
        return self.result in ENDS_AGREEMENT


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
