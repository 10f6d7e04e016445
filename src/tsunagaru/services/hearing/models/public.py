"""Table of public questions and answers (公開する質問と回答の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.hearing.models.inquiries import Inquiry


@columns(
    public="number topic title question answer published_at",
    internal="id inquiry written_at withdrawn_at confirmed",
    pseudonymous="written_by published_by",
)
class PublicAnswer(models.Model):
    """What everybody may read of an inquiry (公開の質問と回答), in words a clerk made.

    Args:
        inquiry: from which it was made; None once that was disposed of. No sender stands here.
        confirmed: digest of the words in which a person found nothing that tells who it was.
        published_at: since when it is public; None before, and after it was taken down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField("番号", unique=True)
    inquiry = models.OneToOneField(
        Inquiry, models.SET_NULL, null=True, related_name="public", verbose_name="広聴"
    )
    topic = models.CharField("分野", max_length=40, db_index=True)
    title = models.CharField("題名", max_length=100)
    question = models.TextField("質問")
    answer = models.TextField("回答")
    confirmed = models.CharField("確かめた文", max_length=64, blank=True)
    written_by = models.UUIDField("書いた職員")
    written_at = models.DateTimeField("書いた日時")
    published_by = models.UUIDField("公開した職員", null=True)
    published_at = models.DateTimeField("公開日時", null=True)
    withdrawn_at = models.DateTimeField("公開をやめた日時", null=True)

    class Meta:
        verbose_name = "公開の質問と回答"
        ordering = ("-published_at", "-number")

    def __str__(self) -> str:
        return self.title
