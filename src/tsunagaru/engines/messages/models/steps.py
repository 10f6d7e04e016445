"""How a broadcast came about (配信の経緯): who wrote, asked, returned, approved and stopped it."""

from django.db import models

from tsunagaru.engines.messages.models.broadcasts import Broadcast
from tsunagaru.ground.vault.labels import columns


class What(models.TextChoices):
    """What somebody did with a broadcast (操作)."""

    DRAFTED = "drafted", "下書きを作りました"
    CHANGED = "changed", "下書きを直しました"
    ASKED = "asked", "承認を求めました"
    TAKEN_BACK = "taken_back", "承認の依頼を取り下げました"
    RETURNED = "returned", "差し戻しました"
    APPROVED = "approved", "承認しました"
    STOPPED = "stopped", "配信を取りやめました"
    CHOSEN = "chosen", "残りの人に送る文面を選びました"


@columns(internal="id broadcast at what text", pseudonymous="by")
class Step(models.Model):
    """One thing that somebody did with a broadcast; rows are only ever added.

    Args:
        text: the reason, where one was asked for.
        by: None for what a rule did that people had set beforehand.
    """

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="steps")
    at = models.DateTimeField("日時")
    what = models.CharField("操作", max_length=12, choices=What)
    by = models.UUIDField("職員", null=True)
    text = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what}"
