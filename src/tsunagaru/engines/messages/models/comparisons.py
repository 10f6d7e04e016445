"""A second wording of a message, tried on some of its recipients (文面の比較)."""

from datetime import datetime, timedelta

from django.db import models

from tsunagaru.engines.messages.models.broadcasts import Broadcast
from tsunagaru.engines.messages.rules.comparing import HALF
from tsunagaru.ground.vault.labels import columns

PATIENCE = timedelta(hours=24)
"""How long staff may think; then the first wording goes out, as the form says beforehand."""


class Measure(models.TextChoices):
    """By what the better wording is known (比べるもの)."""

    OPENED = "opened", "開かれた回数"
    CLICKED = "clicked", "リンクが押された回数"


@columns(
    internal="broadcast texts share hours by_rule measure judged_at chosen chosen_at",
    pseudonymous="chosen_by",
)
class Comparison(models.Model):
    """Two wordings of one message, and which the rest of the people get (文面の比較).

    Args:
        texts: the second wording, by language a ``title`` and a ``body``; the same languages.
        share: per cent of the recipients who get each wording first; 50 for half and half.
        hours: after which the rest gets the better one.
        by_rule: whichever did better is sent by itself; otherwise staff choose.
        judged_at: once let go, when the results are looked at; None where nobody is left over.
        chosen: 1 or 2, once it is chosen for the rest.
        chosen_by: who chose; None for the rule.
    """

    broadcast = models.OneToOneField(
        Broadcast, models.CASCADE, primary_key=True, related_name="comparison"
    )
    texts = models.JSONField("2つ目の文面")
    share = models.PositiveSmallIntegerField("はじめに送る割合")
    hours = models.PositiveSmallIntegerField("残りに送るまでの時間")
    by_rule = models.BooleanField("自動で選ぶ")
    measure = models.CharField("比べるもの", max_length=8, choices=Measure)
    judged_at = models.DateTimeField("結果を見る日時", null=True)
    chosen = models.PositiveSmallIntegerField("選んだ文面", null=True)
    chosen_by = models.UUIDField("選んだ職員", null=True)
    chosen_at = models.DateTimeField("選んだ日時", null=True)

    class Meta:
        verbose_name = "文面の比較"
        indexes = [
            models.Index(
                fields=["judged_at"],
                name="messages_comparison_due",
                condition=models.Q(chosen=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.share}%"

    @property
    def is_half(self) -> bool:
        """Tell whether everybody gets one of the two at once (半分ずつ)."""
        return self.share == HALF

    @property
    def waits_until(self) -> datetime | None:
        """Return when a wording is chosen at the latest (選ぶ期限)."""
        if self.judged_at is None or self.by_rule:
            return self.judged_at
        return self.judged_at + PATIENCE

    @property
    def is_open(self) -> bool:
        """Tell whether people still wait for the choice (選択待ち)."""
        return self.judged_at is not None and self.chosen is None
