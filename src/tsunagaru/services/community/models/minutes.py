"""Tables of the minutes of a district's meetings (会議の記録の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.minutes import LABELS, State, decisions_of


@columns(internal="id district held_on state edition made_at published_at", pseudonymous="made_by")
class Minutes(models.Model):
    """The minutes of one meeting (会議の記録). ``edition`` is the one in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20, db_index=True)
    held_on = models.DateField("会議の日")
    state = models.CharField(
        "状態", max_length=10, choices=list(LABELS.items()), default=State.DRAFT
    )
    edition = models.PositiveSmallIntegerField("版", default=1)
    made_by = models.UUIDField("書いた人")
    made_at = models.DateTimeField("作成日時")
    published_at = models.DateTimeField("公開日時", null=True)

    class Meta:
        verbose_name = "会議の記録"
        ordering = ("-held_on", "-made_at")

    def __str__(self) -> str:
        return f"{self.district} {self.held_on}"

    @property
    def words(self) -> "MinutesEdition":
        """Return the edition in force (今の版)."""
        return self.editions.get(number=self.edition)


@columns(
    internal="id minutes number held_on title place note at",
    pseudonymous="by",
    personal="present decisions",
)
class MinutesEdition(models.Model):
    """One wording of minutes (版). The second and later ones are corrections; all are kept.

    Args:
        present: who was there, as the head writes it.
        decisions: what was decided, one a line.
        note: what was corrected.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField("版")
    held_on = models.DateField("会議の日")
    title = models.CharField("会議の名前", max_length=80)
    place = models.CharField("場所", max_length=100)
    present = SealedTextField("出席した人")
    decisions = SealedTextField("決まったこと")
    note = models.CharField("訂正の内容", max_length=300, blank=True)
    by = models.UUIDField("書いた人")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "会議の記録の版"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="community_minutes_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def decided(self) -> list[str]:
        """Return the decisions one by one (決まったこと)."""
        return decisions_of(self.decisions)
