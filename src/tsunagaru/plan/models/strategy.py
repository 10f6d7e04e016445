"""Tables of the strategy (計画の表): policies, measures, initiatives, facts."""

import uuid
from datetime import date

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.plan.rules.strategy import PlanStatus, TieKind, format_number


@columns(
    public="version title edition publisher published_in from_fiscal_year to_fiscal_year source",
    internal="id status loaded_at",
)
class Plan(models.Model):
    """One version of the town's plan (計画). Former versions stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.CharField("版", max_length=20, unique=True)
    title = models.CharField("名称", max_length=200)
    edition = models.CharField("この資料", max_length=200, null=True)
    publisher = models.CharField("策定者", max_length=200, null=True)
    published_in = models.CharField("公表年月", max_length=7, null=True)
    from_fiscal_year = models.PositiveSmallIntegerField("開始年度")
    to_fiscal_year = models.PositiveSmallIntegerField("終了年度")
    source = models.JSONField("出典", null=True)
    status = models.CharField("状態", max_length=10, default=PlanStatus.CURRENT)
    loaded_at = models.DateTimeField("読み込み日時")

    class Meta:
        verbose_name = "計画"
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status=PlanStatus.CURRENT),
                name="plan_one_version_is_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ver.{self.version}"

    @property
    def published_on(self) -> date | None:
        """The first day of the month it was published in (公表年月), where the town wrote it."""
        return date.fromisoformat(f"{self.published_in}-01") if self.published_in else None


@columns(
    public="number title text short summary booklet_pages source order",
    internal="id plan",
)
class Policy(models.Model):
    """One of the plan's policies (基本方針)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="policies")
    number = models.CharField("番号", max_length=5)
    title = models.CharField("名称", max_length=200)
    text = models.TextField("本文")
    short = models.CharField("ひとことで", max_length=200, null=True)
    summary = models.TextField("行動計画での説明", null=True)
    booklet_pages = models.CharField("別冊のページ", max_length=10, null=True)
    source = models.JSONField("出典", null=True)
    order = models.PositiveSmallIntegerField("順")

    class Meta:
        ordering = ["order"]
        verbose_name = "基本方針"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_policy_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@columns(public="number title examples source order", internal="id policy")
class Measure(models.Model):
    """One measure of a policy (基本施策)."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="measures")
    number = models.CharField("番号", max_length=8)
    title = models.CharField("名称", max_length=200)
    examples = models.JSONField("例", default=list)
    source = models.JSONField("出典", null=True)
    order = models.PositiveSmallIntegerField("順")

    class Meta:
        ordering = ["policy__order", "order"]
        verbose_name = "基本施策"
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="plan_measure_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@columns(
    public="number title priority booklet_page booklet_page_inferred current_issue vision r8_goal"
    " owner related content schedule highlight source",
    internal="id plan measure",
)
class Initiative(models.Model):
    """One of the plan's initiatives (取組); an absent sheet field is not stated in the edition."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="initiatives")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="initiatives")
    number = models.PositiveSmallIntegerField("番号")
    title = models.CharField("名称", max_length=200)
    priority = models.BooleanField("重点取組", default=False)
    booklet_page = models.PositiveSmallIntegerField("別冊のページ", null=True)
    booklet_page_inferred = models.BooleanField("ページは推定", default=False)
    current_issue = models.TextField("現状と課題", null=True)
    vision = models.TextField("目指す姿", null=True)
    r8_goal = models.TextField("R8目標", null=True)
    owner = models.TextField("担当所属", null=True)
    related = models.TextField("関係所属", null=True)
    content = models.TextField("実施内容", null=True)
    schedule = models.TextField("取組工程", null=True)
    highlight = models.JSONField("主な取組の説明", null=True)
    source = models.JSONField("出典", null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "取組"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_initiative_number_once")
        ]

    def __str__(self) -> str:
        return f"{format_number(self.number)} {self.title}"


@columns(public="kind code", internal="id initiative")
class Tie(models.Model):
    """The town's own tie of an initiative to a section or a wall (紐づけ), not from the plan."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="ties")
    kind = models.CharField("種類", max_length=10, choices=[(k.value, k.value) for k in TieKind])
    code = models.CharField("符号", max_length=60)

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = "紐づけ"
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind", "code"], name="plan_tie_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
