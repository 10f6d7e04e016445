"""Tables of districts as associations (区と組): the town's rules, groups, and who leads them."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.duties import DUTY_NAMES


@columns(internal="id content loaded_at")
class Setup(models.Model):
    """The town's rules on circulars, from the town folder (回覧の決まり). One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return "circulars"


@columns(public="code district name order closed demo")
class Group(models.Model):
    """A group of households in a district (組・班). One that left the folder is closed."""

    code = models.CharField("符号", max_length=40, primary_key=True)
    district = models.CharField("区", max_length=20, db_index=True)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("順")
    closed = models.BooleanField("廃止", default=False)
    demo = models.BooleanField("デモ", default=False)

    class Meta:
        verbose_name = "組"
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.name


@columns(
    internal="id district group duty from_on until_on away_until", pseudonymous="resident made_by"
)
class Term(models.Model):
    """Somebody's term of office in a district (区の役職の任期).

    Args:
        group: of a group's head; empty for the whole district.
        until_on: the last day; None for one without an end.
        away_until: until this day the head is absent, and the deputy acts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20)
    group = models.CharField("組", max_length=40, blank=True)
    duty = models.CharField("役職", max_length=10, choices=list(DUTY_NAMES.items()))
    resident = models.UUIDField("住民", db_index=True)
    from_on = models.DateField("就任日")
    until_on = models.DateField("退任日", null=True)
    away_until = models.DateField("不在の終わり", null=True)
    made_by = models.UUIDField("登録した人", null=True)

    class Meta:
        verbose_name = "役職"
        indexes = [models.Index(fields=["district", "duty"], name="community_terms")]

    def __str__(self) -> str:
        return f"{self.district} {self.get_duty_display()}"
