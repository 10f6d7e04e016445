"""Tables of the dues of an association (会費の表): its own books, not the town's.

What was collected is never deleted or changed: a mistake is taken back by a row of its own.
"""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns


@columns(
    internal="id left_on changed_at",
    pseudonymous="district group household changed_by",
    personal="name place",
)
class Member(models.Model):
    """A household that belongs to the association, as it writes it (会員世帯).

    Args:
        household: the same household in the register, where that is known: it reads its own.
        left_on: since when it does not belong any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20, db_index=True)
    group = models.CharField("組", max_length=40, blank=True)
    name = SealedTextField("世帯の代表の氏名")
    place = SealedTextField("所在", null=True)
    household = models.UUIDField("住民記録の世帯", null=True, db_index=True)
    left_on = models.DateField("区を出た日", null=True)
    changed_by = models.UUIDField("書いた人")
    changed_at = models.DateTimeField("更新日時")

    class Meta:
        verbose_name = "会員世帯"
        constraints = [
            models.UniqueConstraint(
                fields=["district", "household"],
                condition=Q(household__isnull=False, left_on__isnull=True),
                name="community_a_member_once",
            )
        ]

    def __str__(self) -> str:
        return f"会員世帯 {self.pk}"


@columns(internal="id district year amount_yen made_at", pseudonymous="made_by")
class DuesYear(models.Model):
    """What each household pays for a fiscal year (年度の会費)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    amount_yen = models.PositiveIntegerField("1世帯の会費（円）")
    made_by = models.UUIDField("決めた人")
    made_at = models.DateTimeField("作成日時")

    class Meta:
        verbose_name = "年度の会費"
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["district", "year"], name="community_dues_once")
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.year}"


@columns(internal="id dues amount_yen", pseudonymous="member")
class Due(models.Model):
    """What one household owes for a year (世帯の会費)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dues = models.ForeignKey(DuesYear, models.CASCADE, related_name="lines")
    member = models.ForeignKey(Member, models.CASCADE, related_name="dues")
    amount_yen = models.PositiveIntegerField("会費（円）")

    class Meta:
        verbose_name = "世帯の会費"
        constraints = [
            models.UniqueConstraint(fields=["dues", "member"], name="community_owes_once")
        ]

    def __str__(self) -> str:
        return f"{self.dues_id} {self.amount_yen}"


@columns(internal="id due before_yen amount_yen at", pseudonymous="by", sensitive="reason")
class Relief(models.Model):
    """That a household pays another amount, and why (減額・免除). Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    due = models.ForeignKey(Due, models.CASCADE, related_name="reliefs")
    before_yen = models.PositiveIntegerField("前の額（円）")
    amount_yen = models.PositiveIntegerField("新しい額（円）")
    reason = SealedTextField("理由")
    by = models.UUIDField("決めた人")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "減額・免除"
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.before_yen} {self.amount_yen}"


@columns(
    internal="id due number amount_yen paid_on corrects at",
    pseudonymous="by",
    personal="taker reason",
)
class Collection(models.Model):
    """Money that somebody took from a household (集金), or that this was a mistake (訂正).

    Args:
        number: counts the rows of a district's year; it stands on the receipt.
        amount_yen: below zero for a row that takes another one back.
        taker: the name of who took the money.
        corrects: the row that this one takes back.
        reason: why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    due = models.ForeignKey(Due, models.CASCADE, related_name="collections")
    number = models.PositiveIntegerField("番号")
    amount_yen = models.IntegerField("金額（円）")
    paid_on = models.DateField("受け取った日")
    taker = SealedTextField("受け取った人")
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="taken_back", verbose_name="訂正した集金"
    )
    reason = SealedTextField("訂正の理由", null=True)
    by = models.UUIDField("記録した人")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "集金"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.amount_yen}"

    @property
    def stands(self) -> bool:
        """Tell whether this is money taken that nobody took back (有効な集金)."""
        return self.corrects_id is None and not hasattr(self, "taken_back")
