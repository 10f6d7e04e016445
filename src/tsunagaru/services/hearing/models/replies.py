"""Table of answers (回答の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.hearing.models.inquiries import Inquiry
from tsunagaru.services.hearing.rules.states import REPLY_STATE_NAMES, WAY_NAMES, ReplyState


@columns(
    internal="id inquiry turn state written_at asked_at approved_at way given_at broadcast",
    pseudonymous="written_by asked_by approved_by given_by",
    personal="text",
)
class Reply(models.Model):
    """The town's answer to one turn of an inquiry (回答).

    Args:
        way: by which it went out, settled when it was approved.
        given_at: when it was handed over, posted, or told by telephone.
        broadcast: key of the message that led a subscriber here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="replies")
    turn = models.PositiveSmallIntegerField("何回目")
    text = SealedTextField("回答", null=True)
    state = models.CharField(
        "状態", max_length=10, choices=list(REPLY_STATE_NAMES.items()), default=ReplyState.DRAFT
    )
    written_by = models.UUIDField("書いた職員")
    written_at = models.DateTimeField("書いた日時")
    asked_by = models.UUIDField("承認を求めた職員", null=True)
    asked_at = models.DateTimeField("承認を求めた日時", null=True)
    approved_by = models.UUIDField("承認した職員", null=True)
    approved_at = models.DateTimeField("承認日時", null=True)
    way = models.CharField("返事の方法", max_length=10, choices=list(WAY_NAMES.items()), blank=True)
    given_by = models.UUIDField("発送・電話をした職員", null=True)
    given_at = models.DateTimeField("返事をした日時", null=True)
    broadcast = models.UUIDField("知らせた配信", null=True, unique=True)

    class Meta:
        verbose_name = "回答"
        ordering = ("turn",)
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "turn"], name="hearing_one_reply_a_turn")
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.turn}"
