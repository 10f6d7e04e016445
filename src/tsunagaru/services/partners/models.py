"""Tables of partners (連携先の表). Secrets and tokens are kept as digests only."""

import uuid

from django.db import models

from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


@columns(
    internal="name purpose section scopes per_minute created_at used_at revoked_at",
    pseudonymous="id created_by revoked_by",
    secret="secret_digest",  # noqa: S106 - the name of a column, no secret
)
class Client(models.Model):
    """A program that may use the API (APIの利用者), such as a partner's portal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名称", max_length=80)
    purpose = models.CharField("利用目的", max_length=400)
    section = models.CharField("所管課", max_length=20, blank=True)
    scopes = models.JSONField("権限の範囲", default=list)
    per_minute = models.PositiveIntegerField("1分あたりの上限", default=60)
    secret_digest = models.CharField("秘密の要約値", max_length=64)
    created_at = models.DateTimeField("登録日時")
    created_by = models.UUIDField("登録した職員", null=True)
    used_at = models.DateTimeField("最後に使った日時", null=True)
    revoked_at = models.DateTimeField("停止日時", null=True)
    revoked_by = models.UUIDField("停止した職員", null=True)

    class Meta:
        ordering = ["name", "created_at"]

    def __str__(self) -> str:
        return self.name


@columns(internal="client scopes expires_at", secret="digest")  # noqa: S106 - as above
class Token(models.Model):
    """A pass for an hour (アクセストークン)."""

    digest = models.CharField("要約値", max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="tokens")
    scopes = models.JSONField("権限の範囲", default=list)
    expires_at = models.DateTimeField("期限", db_index=True)

    def __str__(self) -> str:
        return f"{self.client_id} {self.expires_at:%Y-%m-%d %H:%M}"


@columns(internal="client procedure at", pseudonymous="id file")
class Upload(models.Model):
    """A file that waits for its application (申請前の添付)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="uploads")
    procedure = models.SlugField("手続き", max_length=60)
    file = models.UUIDField("ファイル", unique=True)
    at = models.DateTimeField("受領日時", db_index=True)

    def __str__(self) -> str:
        return str(self.file)


@indexed("key", lasting="鍵そのものは記録していません。同じ鍵の再送は数分のうちに終わります。")
@indexed("fingerprint", lasting="内容は申請にあります。同じ鍵の再送は数分のうちに終わります。")
@columns(internal="client at", pseudonymous="id application key fingerprint")
class Submission(models.Model):
    """One application that came over the API (API経由の申請), once for each key.

    Key and content are kept as blind indexes: the key is a partner's own word, and few answers
    could be guessed back from a plain digest.
    """

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="submissions")
    key = models.CharField("要求の鍵", max_length=100)
    fingerprint = models.CharField("要求の要約値", max_length=64)
    application = models.UUIDField("申請", null=True, unique=True)
    at = models.DateTimeField("受付日時")

    class Meta:
        verbose_name = "連携先からの申請"
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="partners_key_used_once"),
        ]

    def __str__(self) -> str:
        return str(self.application)
