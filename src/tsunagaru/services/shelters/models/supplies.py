"""Tables of supplies and reports (物資と定時報告の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.shelters.models.sites import Opening
from tsunagaru.services.shelters.rules.supplies import MOVE_NAMES, REQUEST_NAMES


@columns(internal="id opening item quantity")
class Stock(models.Model):
    """How much of a thing a shelter has (在庫). Whoever moves some locks this row."""

    id = models.BigAutoField(primary_key=True)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="stocks")
    item = models.CharField("物資", max_length=40)
    quantity = models.IntegerField("数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "item"], name="shelters_one_stock"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=0), name="shelters_stock_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"


@columns(internal="id opening item kind quantity left reason at", pseudonymous="by")
class SupplyMove(models.Model):
    """What came, went, or was counted (入出庫); its id comes with the form, so it counts once.

    Args:
        left: what was there afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="moves")
    item = models.CharField("物資", max_length=40)
    kind = models.CharField("種類", max_length=10, choices=list(MOVE_NAMES.items()))
    quantity = models.PositiveIntegerField("数")
    left = models.PositiveIntegerField("残り")
    reason = models.CharField("理由", max_length=200, blank=True)
    by = models.UUIDField("職員", null=True)
    at = models.DateTimeField("日時")

    class Meta:
        ordering = ("-at", "pk")

    def __str__(self) -> str:
        return f"{self.item} {self.kind} {self.quantity}"


@columns(
    internal="id opening item quantity note answer state asked_at changed_at",
    pseudonymous="asked_by changed_by",
)
class SupplyRequest(models.Model):
    """What a shelter asks headquarters for (要請)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="requests")
    item = models.CharField("物資", max_length=40)
    quantity = models.PositiveIntegerField("数")
    note = models.CharField("事情", max_length=200, blank=True)
    answer = models.CharField("本部からの一言", max_length=200, blank=True)
    state = models.CharField("状態", max_length=10, choices=list(REQUEST_NAMES.items()))
    asked_by = models.UUIDField("要請した職員", null=True)
    asked_at = models.DateTimeField("要請日時")
    changed_by = models.UUIDField("最後に変えた職員", null=True)
    changed_at = models.DateTimeField("最後の変更")

    class Meta:
        ordering = ("-asked_at", "pk")

    def __str__(self) -> str:
        return f"{self.item} {self.quantity} {self.state}"


@columns(internal="id opening due_at made_at missed people out counted note", pseudonymous="by")
class HourReport(models.Model):
    """A shelter's report at a set time (定時報告).

    Args:
        made_at: None while it is missing.
        missed: it was not there when it had to be.
        people, out: as the entries say; ``counted`` as somebody counted heads.
    """

    id = models.BigAutoField(primary_key=True)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="reports")
    due_at = models.DateTimeField("報告の時刻")
    made_at = models.DateTimeField("報告日時", null=True)
    missed = models.BooleanField("遅れ")
    people = models.PositiveIntegerField("滞在", default=0)
    out = models.PositiveIntegerField("外出", default=0)
    counted = models.PositiveIntegerField("目で数えた人数", null=True)
    note = models.CharField("ようす", max_length=400, blank=True)
    by = models.UUIDField("報告した職員", null=True)

    class Meta:
        ordering = ("-due_at",)
        constraints = [
            models.UniqueConstraint(fields=["opening", "due_at"], name="shelters_one_report")
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M}"
