"""Tables of the plan's statements (記載事項の表)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.plan.models.strategy import Plan


@columns(public="kind title lead order", internal="id plan")
class FactKind(models.Model):
    """A kind of statements that stand on one page (記載事項の種類), such as the survey."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="kinds")
    kind = models.SlugField("種類", max_length=60)
    title = models.CharField("題", max_length=200)
    lead = models.TextField("説明", null=True)
    order = models.PositiveSmallIntegerField("順")

    class Meta:
        ordering = ["order", "kind"]
        verbose_name = "記載事項の種類"
        constraints = [models.UniqueConstraint(fields=["plan", "kind"], name="plan_fact_kind_once")]

    def __str__(self) -> str:
        return self.title


@columns(
    public="key title text points number unit group note chapter page page_inferred heading lines"
    " origin order",
    internal="id kind",
)
class Fact(models.Model):
    """One statement of the plan with where it stands (記載事項と出典).

    Args:
        number: the statement's figure in ``unit``, where it has one.
        page: page of this edition; ``page_inferred`` when counted and not printed.
        lines: lines of the document's text file, the main one first.
        origin: address of a source outside the plan; then it has no chapter.
    """

    kind = models.ForeignKey(FactKind, models.CASCADE, related_name="facts")
    key = models.SlugField("符号", max_length=60)
    title = models.CharField("題", max_length=200)
    text = models.TextField("本文", null=True)
    points = models.JSONField("箇条", default=list)
    number = models.FloatField("数値", null=True)
    unit = models.CharField("単位", max_length=200, null=True)
    group = models.CharField("区分", max_length=200, null=True)
    note = models.TextField("注", null=True)
    chapter = models.CharField("章", max_length=200, null=True)
    page = models.PositiveSmallIntegerField("ページ", null=True)
    page_inferred = models.BooleanField("ページは推定", default=False)
    heading = models.CharField("見出し", max_length=200, null=True)
    lines = models.JSONField("行", default=list)
    origin = models.URLField("計画の外の出典", max_length=300, null=True)
    order = models.PositiveSmallIntegerField("順")

    class Meta:
        ordering = ["order"]
        verbose_name = "記載事項"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="plan_fact_key_once")]

    def __str__(self) -> str:
        return self.title
