"""Tables of the records office (文書管理). A disposal tells what went, and of nobody."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.ground.vault.labels import columns


@columns(public="code name years procedures basis order")
class RetentionRule(models.Model):
    """How long some records are kept (保存年限の規則)."""

    code = models.SlugField("規則", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=60)
    years = models.PositiveSmallIntegerField("保存年限", null=True)
    procedures = models.JSONField("手続き", default=list)
    basis = models.CharField("根拠", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("順", default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


@columns(
    internal="number title section reason placed_at placed_by_name lifted_at lifted_by_name",
    pseudonymous="id case placed_by lifted_by",
)
class Hold(models.Model):
    """A case that must not be disposed of (廃棄の保留)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.UUIDField("案件")
    number = models.CharField("案件番号", max_length=100)
    title = models.CharField("件名", max_length=120)
    section = models.CharField("所管課", max_length=20)
    reason = models.CharField("理由", max_length=200)
    placed_at = models.DateTimeField("保留した日時")
    placed_by = models.UUIDField("保留した職員", null=True)
    placed_by_name = models.CharField("保留した職員名", max_length=60, blank=True)
    lifted_at = models.DateTimeField("解いた日時", null=True)
    lifted_by = models.UUIDField("解いた職員", null=True)
    lifted_by_name = models.CharField("解いた職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_at=None), name="records_office_held_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


@columns(
    internal="number rule rule_name years basis section count files first_on last_on hash"
    " approved_at approved_by_name",
    pseudonymous="id approved_by lines",
)
class Disposal(models.Model):
    """The record of one disposal (廃棄の記録). It is never changed.

    ``lines`` has one line a case: number, day and marks of what went, parted by tabs; ``hash`` is
    their SHA-256, which stands in the audit trail as well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("番号", max_length=20, unique=True)
    rule = models.SlugField("規則", max_length=40)
    rule_name = models.CharField("規則の名称", max_length=60)
    years = models.PositiveSmallIntegerField("保存年限")
    basis = models.CharField("根拠", max_length=200, blank=True)
    section = models.CharField("所管課", max_length=20)
    count = models.PositiveIntegerField("件数")
    files = models.PositiveIntegerField("ファイル数", default=0)
    first_on = models.DateField("完結日（最初）")
    last_on = models.DateField("完結日（最後）")
    lines = models.TextField("一覧")
    hash = models.CharField("要約値", max_length=64)
    approved_at = models.DateTimeField("承認・廃棄日時")
    approved_by = models.UUIDField("承認した職員", null=True)
    approved_by_name = models.CharField("承認した職員名", max_length=60, blank=True)

    class Meta:
        ordering = ["-approved_at"]

    def __str__(self) -> str:
        return self.number
