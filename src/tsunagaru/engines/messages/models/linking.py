"""Joining a resident's LINE to their registration (アカウント連携の途中)."""

from django.db import models

from tsunagaru.engines.messages.models.subscribers import Subscriber
from tsunagaru.ground.vault.labels import columns


@columns(internal="id nonce asked_at used_at", pseudonymous="subscriber")
class LineNonce(models.Model):
    """A nonce on its way through LINE and back (ワンタイムの符号).

    Args:
        nonce: its digest; who reads the table cannot use it.
    """

    nonce = models.CharField("符号の要約値", max_length=64, unique=True)
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField("発行日時")
    used_at = models.DateTimeField("使用日時", null=True)

    def __str__(self) -> str:
        return f"{self.subscriber_id} {self.asked_at}"
