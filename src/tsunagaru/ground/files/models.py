"""Tables of the files (添付ファイル)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns


class State(models.TextChoices):
    """What became of a file (状態)."""

    KEPT = "kept", "保管中"
    QUARANTINED = "quarantined", "隔離中"
    DROPPED = "dropped", "削除済み"


class Scan(models.TextChoices):
    """What the virus scanner said of a file (ウイルス検査)."""

    WAITING = "waiting", "未検査"
    CLEAN = "clean", "検査済み（異常なし）"
    INFECTED = "infected", "ウイルスを検出"
    TOO_LARGE = "too_large", "大きすぎて検査できません"


@columns(
    internal="owner_kind kind size media_type state uploaded_at attached_at dropped_at"
    " scan scanned_at",
    pseudonymous="id owner resident sha256 thumbnail",
    personal="name",
)
class StoredFile(models.Model):
    """One file somebody handed in (添付ファイル). Its bytes lie sealed in the data folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField("所有の種類", max_length=30)
    owner = models.UUIDField("所有")
    resident = models.UUIDField("住民", null=True)
    name = SealedTextField("ファイル名", null=True)
    kind = models.CharField("種類", max_length=10)
    size = models.PositiveBigIntegerField("大きさ（バイト）")
    media_type = models.CharField("メディア種別", max_length=100)
    sha256 = models.CharField("ハッシュ値", max_length=64)
    state = models.CharField("状態", max_length=12, choices=State, default=State.KEPT)
    uploaded_at = models.DateTimeField("受領日時")
    attached_at = models.DateTimeField("確定日時", null=True)
    dropped_at = models.DateTimeField("削除日時", null=True)
    scan = models.CharField("ウイルス検査", max_length=10, choices=Scan, default=Scan.WAITING)
    scanned_at = models.DateTimeField("検査日時", null=True)
    thumbnail = models.UUIDField("縮小画像", null=True)

    class Meta:
        verbose_name = "添付ファイル"
        indexes = [
            models.Index(fields=["owner"], name="files_owner"),
            models.Index(fields=["resident"], name="files_resident"),
            models.Index(
                fields=["uploaded_at"],
                name="files_orphan",
                condition=models.Q(attached_at=None) & ~models.Q(state="dropped"),
            ),
            models.Index(
                fields=["uploaded_at"],
                name="files_unscanned",
                condition=models.Q(scan="waiting") & ~models.Q(state="dropped"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="files_dropped_with_time",
                condition=models.Q(state="dropped", dropped_at__isnull=False)
                | (~models.Q(state="dropped") & models.Q(dropped_at=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
