"""The table of what others fill in (第三者の記入の表)."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.engines.applications.models.applications import CHANNELS, Application
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


@indexed("code_index", lasting="期限のあとは何も開きません。コードは記録していません。")
@columns(
    internal="application part state channel asked_at expires_at given_at declined_at late_told_at"
    " reminded_at",
    pseudonymous="id staff letter",
    secret="code_index",  # noqa: S106 - the name of a column, no secret
    personal="answers recipient email reason",
)
class Contribution(models.Model):
    """What a third party is asked to fill in for an application (第三者の記入).

    Args:
        recipient: whom the applicant asked, as they wrote it.
        email: the address the link was mailed to, or empty.
        letter: the event for which it was mailed.
        reminded_at: when the third party was reminded, once.
        reason: why the third party does not fill it in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="contributions"
    )
    part = models.CharField("様式の部分", max_length=60)
    state = models.CharField("状態", max_length=10, default=PartState.ASKED)
    code_index = models.CharField("記入コードの索引", max_length=60, unique=True, null=True)
    answers = SealedJSONField("回答")
    channel = models.CharField("受付経路", max_length=10, choices=CHANNELS, blank=True)
    staff = models.UUIDField("代わりに入力した職員", null=True)
    asked_at = models.DateTimeField("依頼日時")
    expires_at = models.DateTimeField("期限")
    recipient = SealedTextField("依頼先", null=True)
    email = SealedTextField("依頼先のメール", null=True)
    letter = models.UUIDField("依頼のメール", null=True)
    given_at = models.DateTimeField("受領日時", null=True)
    declined_at = models.DateTimeField("断られた日時", null=True)
    reason = SealedTextField("断られた理由", null=True)
    reminded_at = models.DateTimeField("催促した日時", null=True)
    late_told_at = models.DateTimeField("期限切れを知らせた日時", null=True)

    class Meta:
        verbose_name = "第三者の記入"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "part"],
                condition=~Q(state__in=(PartState.REVOKED, PartState.DECLINED)),
                name="applications_one_part_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.part}"
