"""Tables of guides and of several applications together (くらしの手続き案内・まとめて申請)."""

import uuid

from django.db import models

from tsunagaru.engines.applications.models.applications import CHANNELS, Draft
from tsunagaru.engines.applications.rules import Ending
from tsunagaru.ground.vault.fields import SealedJSONField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


@columns(internal="code order", public="definition")
class Guide(models.Model):
    """A guide through a turn in life (くらしの手続き案内), as the town wrote it."""

    code = models.SlugField("案内", max_length=60, primary_key=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    definition = models.TextField("定義（JSON）")

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.code


@indexed("code_index", lasting="下書きの期限が来ると消えます。コードは記録していません。")
@indexed("screen_index", lasting="確認画面は30分で終わります。コードは記録していません。")
@columns(
    internal="guide channel language state started_at saved_at expires_at ended_at"
    " shown_until signed_at void_at",
    pseudonymous="id resident staff",
    secret="code_index screen_index",  # noqa: S106 - names of columns, no secrets
    personal="situation signature",
)
class Bundle(models.Model):
    """Several applications filled in together, each question once (まとめて申請).

    Args:
        situation: the answers to the guide's questions.
        screen_index: blind index of the code with which a tablet shows everything for checking.
        signature: ``{"name", "strokes"}`` as the person signed on that screen.
        void_at: when a signature was taken away, because something was changed after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.SlugField("案内", max_length=60)
    resident = models.ForeignKey(
        "people.Resident", on_delete=models.PROTECT, null=True, related_name="+"
    )
    staff = models.UUIDField("代わりに入力する職員", null=True)
    code_index = models.CharField("再開コードの索引", max_length=60, unique=True, null=True)
    situation = SealedJSONField("あてはまるもの")
    channel = models.CharField("受付経路", max_length=10, choices=CHANNELS)
    language = models.CharField("言語", max_length=8, default="ja")
    state = models.CharField("状態", max_length=10, default=Ending.OPEN)
    started_at = models.DateTimeField("開始日時")
    saved_at = models.DateTimeField("保存日時")
    expires_at = models.DateTimeField("期限")
    ended_at = models.DateTimeField("終了日時", null=True)
    screen_index = models.CharField("確認画面の索引", max_length=60, unique=True, null=True)
    shown_until = models.DateTimeField("確認画面の期限", null=True)
    signed_at = models.DateTimeField("署名日時", null=True)
    signature = SealedJSONField("署名", null=True)
    void_at = models.DateTimeField("署名が無効になった日時", null=True)

    class Meta:
        verbose_name = "まとめて申請"

    def __str__(self) -> str:
        return str(self.pk)


@columns(internal="id bundle draft position")
class BundleItem(models.Model):
    """One of the applications of a bundle (まとめて申請の1件)."""

    id = models.BigAutoField(primary_key=True)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="bundled")
    position = models.PositiveSmallIntegerField("順番")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "position"], name="applications_bundle_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.position}"
