"""The table of co-signatures (連署の表)."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.engines.applications.models.applications import Draft
from tsunagaru.engines.applications.rules import CosignState
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


@indexed("code_index", lasting="連署の期限が来ると使えません。コードは記録していません。")
@columns(
    internal="draft role place state means digest asked_at expires_at answered_at reminded_at",
    pseudonymous="id resident staff",
    secret="code_index",  # noqa: S106 - the name of a column, no secret
    personal="name reason",
)
class Cosignature(models.Model):
    """What a second person is asked to sign (連署): exactly one content, by its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="cosignatures")
    role = models.CharField("連署する人", max_length=60)
    place = models.PositiveSmallIntegerField("何人目")
    state = models.CharField("状態", max_length=10, default=CosignState.ASKED)
    code_index = models.CharField("連署コードの索引", max_length=60, unique=True, null=True)
    digest = models.CharField("署名の対象の要約値", max_length=64)
    means = models.CharField("署名の方法", max_length=10, blank=True)
    name = SealedTextField("署名した人の氏名", null=True)
    reason = SealedTextField("断った理由", null=True)
    resident = models.UUIDField("署名した町民", null=True)
    staff = models.UUIDField("立ち会った職員", null=True)
    asked_at = models.DateTimeField("依頼日時")
    expires_at = models.DateTimeField("期限")
    reminded_at = models.DateTimeField("催促日時", null=True)
    answered_at = models.DateTimeField("回答日時", null=True)

    class Meta:
        verbose_name = "連署"
        ordering = ["asked_at", "role", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "role", "place"],
                condition=~Q(state=CosignState.VOID),
                name="applications_one_cosignature",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.role}"
