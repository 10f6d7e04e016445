"""Tables of exports (書き出しの表): the layout, and who took what out for which purpose."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="id content loaded_at")
class Layout(models.Model):
    """The standard layout, from the town folder (標準レイアウト). One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return "exports"


@columns(internal="scope form answers personal purpose count at", pseudonymous="id staff")
class Export(models.Model):
    """One export (書き出しの記録). Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.UUIDField("職員")
    scope = models.CharField("範囲", max_length=10)
    form = models.CharField("形式", max_length=5)
    answers = models.BooleanField("回答を含む", default=False)
    personal = models.BooleanField("個人情報を含む", default=False)
    purpose = models.CharField("利用目的", max_length=200, blank=True)
    count = models.PositiveIntegerField("件数")
    at = models.DateTimeField("日時")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="exports_personal_needs_a_purpose",
                condition=models.Q(personal=False) | ~models.Q(purpose=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.count}"
