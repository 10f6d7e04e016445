"""Providers' files (精算), differences (差異), the town's rules."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.engines.payments.rules.reconciling import LABELS
from tsunagaru.engines.payments.rules.settling import LABELS as WAYS
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns


@columns(internal="id content loaded_at")
class Setup(models.Model):
    """What the town folder says about payments (支払いの設定); one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return "payments.yaml"


@columns(internal="id provider day fetched_at lines matched gross_yen fee_yen net_yen digest")
class Settlement(models.Model):
    """A provider's settlement file of one day (精算ファイル)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField("決済事業者", max_length=12)
    day = models.DateField("対象日")
    fetched_at = models.DateTimeField("取得日時")
    lines = models.PositiveIntegerField("行数")
    matched = models.PositiveIntegerField("一致")
    gross_yen = models.IntegerField("取引額")
    fee_yen = models.IntegerField("手数料")
    net_yen = models.IntegerField("入金額")
    digest = models.CharField("ファイルの指紋", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "day"], name="payments_one_file_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.day}"


@columns(
    internal="kind ours_yen theirs_yen section found_at resolved_at resolved_by_name settlement"
    " settled_as returned_on",
    pseudonymous="id reference invoice resolved_by answers",
    personal="explanation",
)
class Difference(models.Model):
    """One difference between our books and a provider's file (差異), with an owner.

    Args:
        returned_on: when an unknown payment was given back on the provider's pages.
        answers: the unknown payment whose return this is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(
        "種類", max_length=16, choices=[(k.value, label) for k, label in LABELS.items()]
    )
    reference = models.CharField("取引番号", max_length=64)
    invoice = models.UUIDField("請求", null=True)
    ours_yen = models.IntegerField("町の記録", null=True)
    theirs_yen = models.IntegerField("事業者の記録", null=True)
    section = models.CharField("担当課", max_length=20)
    found_at = models.DateTimeField("発見日時")
    resolved_at = models.DateTimeField("解消日時", null=True)
    resolved_by = models.UUIDField("解消した職員", null=True)
    resolved_by_name = models.CharField("解消した職員名", max_length=60, blank=True)
    explanation = SealedTextField("説明", default="")
    settled_as = models.CharField(
        "解消の方法",
        max_length=10,
        choices=[(way.value, label) for way, label in WAYS.items()],
        blank=True,
    )
    returned_on = models.DateField("返金した日", null=True)
    answers = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="answered_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "reference", "kind"], name="payments_difference_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["section", "found_at"],
                condition=Q(resolved_at=None),
                name="payments_open_differences",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
