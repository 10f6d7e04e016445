"""Tables of households whom the head of the district entered (紙の世帯): they live on paper."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.rosters import VIEWER_NAMES


@columns(
    internal="id people phone_agreed_on changed_at",
    pseudonymous="district group household changed_by",
    personal="name place phone",
)
class PaperHome(models.Model):
    """A household as its district's head knows it (紙の世帯の記載).

    Args:
        name: of the head of the household.
        phone: only with ``phone_agreed_on``, the day the person agreed face to face.
        household: the same household in the register, where that is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20, db_index=True)
    group = models.CharField("組", max_length=40, blank=True)
    name = SealedTextField("世帯主の氏名")
    place = SealedTextField("所在")
    people = models.PositiveSmallIntegerField("人数")
    phone = SealedTextField("電話番号", null=True)
    phone_agreed_on = models.DateField("電話番号に同意した日", null=True)
    household = models.UUIDField("住民記録の世帯", null=True, unique=True)
    changed_by = models.UUIDField("書いた人")
    changed_at = models.DateTimeField("更新日時")

    class Meta:
        verbose_name = "紙の世帯"

    def __str__(self) -> str:
        return f"紙の世帯 {self.pk}"


@columns(internal="id same at undone_at", pseudonymous="home household by")
class PaperHomeMatch(models.Model):
    """Whether an entry is a household of the register, spelled otherwise (同じ世帯かの判断).

    Args:
        same: what the head decided; ``undone_at`` is when it was taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(PaperHome, models.CASCADE, related_name="matches")
    household = models.UUIDField("住民記録の世帯")
    same = models.BooleanField("同じ世帯")
    by = models.UUIDField("判断した人")
    at = models.DateTimeField("判断日時")
    undone_at = models.DateTimeField("取り消した日時", null=True)

    class Meta:
        verbose_name = "紙の世帯の判断"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.same} {self.at:%Y-%m-%d}"


@columns(internal="id viewer at", pseudonymous="home by")
class PaperHomeLook(models.Model):
    """That somebody read an entry (紙の世帯の閲覧); the person may ask the town about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(PaperHome, models.CASCADE, related_name="looks")
    viewer = models.CharField("立場", max_length=8, choices=list(VIEWER_NAMES.items()))
    by = models.UUIDField("見た人")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "紙の世帯の閲覧"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.viewer} {self.at:%Y-%m-%d}"
