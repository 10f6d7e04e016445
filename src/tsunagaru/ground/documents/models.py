"""Tables of the documents (書類の表): papers issued, with the very bytes that were handed out."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


class Standing(models.TextChoices):
    """Whether an issued paper counts (効力)."""

    GENUINE = "genuine", "有効"
    WITHDRAWN = "withdrawn", "取消し"
    REPLACED = "replaced", "差替え"


@indexed("word_index", lasting="合言葉は紙だけにあり、記録していません。")
@columns(
    internal="kind title issued_on issued_at state ended_at signed section tries tries_since",
    pseudonymous="id code owner owner_kind resident sha256",
    secret="word_index",  # noqa: S106 - the name of a column, no secret
    personal="shown content",
)
class Paper(models.Model):
    """One issued paper (発行した書類)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("確認番号", max_length=16, unique=True)
    word_index = models.CharField("合言葉の索引", max_length=60)
    kind = models.CharField("様式", max_length=30)
    title = models.CharField("書類の種類", max_length=200)
    owner_kind = models.CharField("所有の種類", max_length=30)
    owner = models.UUIDField("所有")
    resident = models.UUIDField("住民", null=True)
    section = models.CharField("所管課", max_length=40, blank=True)
    issued_on = models.DateField("発行日")
    issued_at = models.DateTimeField("発行日時")
    shown = SealedJSONField("合言葉で見せる項目")
    content = SealedTextField("内容（Base64）")
    sha256 = models.CharField("ハッシュ値", max_length=64)
    signed = models.BooleanField("電子署名", default=False)
    state = models.CharField("効力", max_length=10, choices=Standing, default=Standing.GENUINE)
    ended_at = models.DateTimeField("失効日時", null=True)
    tries = models.PositiveSmallIntegerField("試行回数", default=0)
    tries_since = models.DateTimeField("試行の始まり", null=True)

    class Meta:
        verbose_name = "発行した書類"
        indexes = [models.Index(fields=["resident"], name="documents_of_resident")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner"],
                condition=models.Q(state="genuine"),
                name="documents_one_genuine",
            ),
            models.CheckConstraint(
                name="documents_ended_with_time",
                condition=models.Q(state="genuine", ended_at=None)
                | (~models.Q(state="genuine") & models.Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.code
