"""Tables of the questionnaires (様式)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


@indexed("about_index", lasting="評価から案件へはたどれないため、作り直せません。")
@columns(
    internal="id service score channel rated_at",
    pseudonymous="about_index",
    personal="comment",
)
class Rating(models.Model):
    """How somebody liked a service (満足度の評価), without a name.

    Args:
        about_index: blind index of the thing that was rated, so that it is rated once; it does not
            lead back to the thing.
        comment: what the person wrote; sealed, since people write names into such boxes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.SlugField("サービス", max_length=60)
    score = models.PositiveSmallIntegerField("評価")
    comment = SealedTextField("ご意見", null=True)
    channel = models.CharField("経路", max_length=10, blank=True)
    about_index = models.CharField("索引（評価の対象）", max_length=64)
    rated_at = models.DateTimeField("評価日時")

    class Meta:
        verbose_name = "満足度の評価"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "about_index"], name="questionnaires_rated_once"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5),
                name="questionnaires_score_1_to_5",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "rated_at"], name="questionnaires_rating_recent")
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.score}"
