"""Tables of tablets at shelters (避難所の端末)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.shelters.models.sites import Opening


@columns(
    internal="id opening letter name public made_at code_until enrolled_at revoked_at seen_at"
    " skew_s waiting lists",
    pseudonymous="made_by revoked_by",
    secret="code_hash token_hash private",  # noqa: S106 - the name of a class of columns
)
class Tablet(models.Model):
    """A tablet that enters people at one opened shelter (端末).

    Args:
        letter: before the numbers it hands out.
        code_hash, code_until: of the code with which it is enrolled, once.
        private, public: keys of the boxes in which it keeps what it could not send yet.
        skew_s: how far its clock is behind ours, when it was last heard.
        waiting: how many entries it said it still holds.
        lists: whether it may hold the names of who lives in the districts the shelter serves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="tablets")
    letter = models.CharField("文字", max_length=2)
    name = models.CharField("名前", max_length=40)
    code_hash = models.CharField("登録コードの要約値", max_length=64, blank=True)
    code_until = models.DateTimeField("登録コードの期限")
    token_hash = models.CharField("端末の鍵の要約値", max_length=64, blank=True, db_index=True)
    private = SealedTextField("秘密鍵")
    public = models.CharField("公開鍵", max_length=100)
    made_by = models.UUIDField("登録した職員", null=True)
    made_at = models.DateTimeField("作成日時")
    enrolled_at = models.DateTimeField("登録日時", null=True)
    revoked_at = models.DateTimeField("停止日時", null=True)
    revoked_by = models.UUIDField("停止した職員", null=True)
    seen_at = models.DateTimeField("最後の通信", null=True)
    skew_s = models.IntegerField("時計の遅れ（秒）", default=0)
    waiting = models.PositiveIntegerField("未送信", default=0)
    lists = models.BooleanField("名簿を入れる", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "letter"], name="shelters_letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"
