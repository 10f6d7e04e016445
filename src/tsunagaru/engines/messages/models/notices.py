"""Tables of notices to one person (お知らせ)."""

import uuid

from django.db import models

from tsunagaru.ground.ui.language import html_language
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns


@columns(internal="code content loaded_at")
class Template(models.Model):
    """A notice's text in three languages, from the town folder (文例)."""

    code = models.CharField("コード", max_length=40, primary_key=True)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return self.code


@columns(
    internal="template language sent_at read_at",
    pseudonymous="id event resident_id about url",
    personal="title body",
)
class Notice(models.Model):
    """One notice in a resident's inbox (お知らせ)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.UUIDField("きっかけの出来事")
    template = models.CharField("文例", max_length=40)
    resident_id = models.UUIDField("住民", null=True)
    about = models.UUIDField("対象")
    url = models.CharField("対象のページ", max_length=200, blank=True, default="")
    language = models.CharField("言語", max_length=8, default="ja")
    title = SealedTextField("件名")
    body = SealedTextField("本文")
    sent_at = models.DateTimeField("送信日時")
    read_at = models.DateTimeField("既読日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "template", "resident_id"],
                name="messages_once",
            )
        ]
        indexes = [models.Index(fields=["resident_id", "-sent_at"], name="messages_inbox")]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"

    @property
    def lang(self) -> str:
        """Return the language it was written in as HTML names it; a reader may have changed it."""
        return html_language(self.language)


@columns(
    internal="state accepted_at reply link_kind",
    pseudonymous="notice link_to",
    personal="address title body",
)
class Email(models.Model):
    """A notice on its way by e-mail (メール); never more than the inbox may show a stranger."""

    class State(models.TextChoices):
        """How far it came (状態)."""

        QUEUED = "queued", "送信待ち"
        ACCEPTED = "accepted", "受付済み"
        REFUSED = "refused", "不達"

    notice = models.OneToOneField(
        Notice, on_delete=models.CASCADE, primary_key=True, related_name="email"
    )
    address = SealedTextField("宛先")
    title = SealedTextField("件名")
    body = SealedTextField("本文")
    state = models.CharField("状態", max_length=10, choices=State, default=State.QUEUED)
    accepted_at = models.DateTimeField("受付日時", null=True)
    reply = models.CharField("サーバーの応答", max_length=20, blank=True)
    link_kind = models.CharField("発送時に作るリンク", max_length=20, blank=True)
    link_to = models.UUIDField("リンクの先", null=True)

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
