"""The town's organisation (組織): bodies of the plan, sections, and who stands in for whom."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="code order source section", public="name duties members chair")
class Body(models.Model):
    """A body or office of the plan's chapter VII (推進体制の機関).

    Args:
        section: code of the section that does its work, where the plan names one.
        source: where the plan says so: chapter, page, heading, lines.
    """

    code = models.SlugField("符号", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=100)
    chair = models.CharField("長", max_length=200, blank=True)
    members = models.JSONField("構成", default=list)
    duties = models.JSONField("役割", default=list)
    source = models.JSONField("出典", default=dict)
    section = models.CharField("担当課", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("順")

    class Meta:
        ordering = ["order"]
        verbose_name = "推進体制の機関"

    def __str__(self) -> str:
        return self.name


@columns(
    internal="code order demo closed deputies titles",
    public="name kana phone email place duties",
)
class Section(models.Model):
    """A section of the town office (課).

    Args:
        titles: the titles of posts there are, ``[{"title", "rank"}]``, the head's first.
        deputies: titles of posts that stand in for the head, in this order (代理順位).
    """

    code = models.SlugField("符号", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=100)
    kana = models.CharField("フリガナ", max_length=100, blank=True)
    phone = models.CharField("電話", max_length=30, blank=True)
    email = models.CharField("メール", max_length=200, blank=True)
    place = models.CharField("場所", max_length=100, blank=True)
    duties = models.JSONField("所掌", default=list)
    deputies = models.JSONField("代理順位", default=list)
    titles = models.JSONField("職", default=list)
    order = models.PositiveSmallIntegerField("順", default=0)
    demo = models.BooleanField("デモ", default=False)
    closed = models.BooleanField("廃止", default=False)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = "課"

    def __str__(self) -> str:
        return self.name


@columns(internal="id section order", pseudonymous="staff")
class Deputy(models.Model):
    """A person named to stand in for a section's head (代理者), before the titles' order."""

    id = models.BigAutoField(primary_key=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="named_deputies")
    staff = models.ForeignKey("people.Staff", models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField("順位")

    class Meta:
        ordering = ["section", "order"]
        verbose_name = "代理者"
        constraints = [
            models.UniqueConstraint(fields=["section", "order"], name="people_deputy_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.section_id} 第{self.order}順位"
