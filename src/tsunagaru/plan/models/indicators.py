"""Tables of the indicators (指標の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="code initiative order shape formula loaded_at")
class Indicator(models.Model):
    """One indicator as the town folder defines it (指標)."""

    code = models.CharField("番号", max_length=10, primary_key=True)
    initiative = models.PositiveIntegerField("取組")
    order = models.PositiveIntegerField("順番")
    shape = models.JSONField("定義")
    formula = models.CharField("式の版", max_length=64)
    loaded_at = models.DateTimeField("読込日時")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


@columns(internal="kind name order shape")
class PlannedSource(models.Model):
    """Something a package will record once it exists (まだ無い部品の記録)."""

    pk = models.CompositePrimaryKey("kind", "name")
    kind = models.CharField("種類", max_length=10)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveIntegerField("順番")
    shape = models.JSONField("定義")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


@columns(internal="id name on value entered_at entered_by note")
class ExternalFigure(models.Model):
    """A number from outside, entered by staff and shown as such (外部の統計)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名称", max_length=60)
    on = models.DateField("時点")
    value = models.DecimalField("値", max_digits=20, decimal_places=3)
    entered_at = models.DateTimeField("入力日時")
    entered_by = models.CharField("入力した職員", max_length=60)
    note = models.CharField("出典", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "on"], name="plan_external_once")]
        ordering = ["name", "-on"]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


@columns(
    internal="id indicator on value numerator denominator reason fresh_at coverage formula taken_at"
)
class Snapshot(models.Model):
    """An indicator as it stood at the end of a day (記録された値); never changed afterwards.

    Args:
        formula: fingerprint of the formula; a change of formula starts a new series.
        coverage: channels seen in the denominator, joined by commas.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.CharField("指標", max_length=10)
    on = models.DateField("日")
    value = models.FloatField("値", null=True)
    numerator = models.FloatField("分子", null=True)
    denominator = models.FloatField("分母", null=True)
    reason = models.CharField("測れない理由", max_length=200, blank=True)
    fresh_at = models.DateTimeField("最新の記録", null=True)
    coverage = models.CharField("経路", max_length=100, blank=True)
    formula = models.CharField("式の版", max_length=64)
    taken_at = models.DateTimeField("記録日時")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="plan_snapshot_once")
        ]
        ordering = ["indicator", "on"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.on}"
