"""The counter (窓口): where money is taken, and the drawer it lies in."""

import uuid

from django.db import models
from django.db.models import F, Q

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns


@columns(internal="code name section site cash terminal takes_for order closed")
class Paypoint(models.Model):
    """A place where people pay (支払い窓口), from the town folder.

    ``takes_for`` are the sections for which it takes money besides its own.
    """

    code = models.CharField("コード", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=60)
    section = models.CharField("所管課", max_length=20)
    site = models.CharField("場所の区分", max_length=20)
    cash = models.BooleanField("現金", default=True)
    terminal = models.BooleanField("カード端末", default=False)
    takes_for = models.JSONField("代わりに受け取る課", default=list)
    order = models.PositiveSmallIntegerField("順番", default=0)
    closed = models.BooleanField("廃止", default=False)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


@columns(
    internal="paypoint opened_at opened_by_name float_yen closed_at closed_by_name counted"
    " counted_yen expected_yen recounted_yen seen_at seen_by_name",
    pseudonymous="id opened_by closed_by seen_by",
    personal="explanation seen_words",
)
class Drawer(models.Model):
    """One opening of a paypoint's cash drawer (レジの開設から締めまで).

    Args:
        recounted_yen: what a second count came to, where the gap was a large one.
        seen_words: what the section that owns the books wrote about the gap.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paypoint = models.ForeignKey(Paypoint, on_delete=models.PROTECT, related_name="drawers")
    opened_at = models.DateTimeField("開設日時")
    opened_by = models.UUIDField("開けた職員", null=True)
    opened_by_name = models.CharField("開けた職員名", max_length=60, blank=True)
    float_yen = models.PositiveIntegerField("つり銭準備金")
    closed_at = models.DateTimeField("締め日時", null=True)
    closed_by = models.UUIDField("締めた職員", null=True)
    closed_by_name = models.CharField("締めた職員名", max_length=60, blank=True)
    counted = models.JSONField("計数", default=dict)
    counted_yen = models.PositiveIntegerField("計数の合計", null=True)
    expected_yen = models.IntegerField("帳簿の残高", null=True)
    recounted_yen = models.PositiveIntegerField("数え直した合計", null=True)
    explanation = SealedTextField("過不足の説明", default="")
    seen_at = models.DateTimeField("過不足の確認日時", null=True)
    seen_by = models.UUIDField("過不足を確認した職員", null=True)
    seen_by_name = models.CharField("過不足を確認した職員名", max_length=60, blank=True)
    seen_words = SealedTextField("過不足の確認の記録", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paypoint"],
                condition=Q(closed_at=None),
                name="payments_one_open_drawer",
            )
        ]
        indexes = [
            models.Index(
                fields=["closed_at"],
                condition=Q(seen_at=None) & ~Q(counted_yen=F("expected_yen")),
                name="payments_gaps_to_see",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paypoint_id} {self.opened_at:%Y-%m-%d}"

    @property
    def difference_yen(self) -> int:
        """Return how much more was counted than booked (過不足)."""
        return (self.counted_yen or 0) - (self.expected_yen or 0)
