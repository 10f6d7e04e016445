"""Tables of the intake (取込みの表). What came is kept sealed, without individual numbers."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.intake.rules import STATE_NAMES, Why

STATES = [(one.value, name) for one, name in STATE_NAMES.items()]


@columns(internal="id content loaded_at")
class Setup(models.Model):
    """How the town takes in, from the town folder (取込みの設定). One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return "portal_intake"


@columns(
    internal="procedure section state why masked tries received_at acknowledged_at closed_at",
    pseudonymous="id number application closed_by",
    personal="original problems",
)
class Arrival(models.Model):
    """One application from the portal (ポータルから届いた申請), once for each receipt number.

    ``original`` holds ``items``, the answers as they came, and ``files``, what was attached:
    name, whether it was kept, and why not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("ポータルの受付番号", max_length=100, unique=True)
    procedure = models.CharField("ポータルの手続きコード", max_length=200, blank=True)
    section = models.CharField("担当の課", max_length=20)
    state = models.CharField("状態", max_length=10, choices=STATES)
    why = models.CharField("理由", max_length=30, blank=True, choices=[(w, w) for w in Why])
    original = SealedJSONField("届いた内容", null=True)
    problems = SealedJSONField("合わないところ", null=True)
    masked = models.PositiveIntegerField("消した番号の数", default=0)
    tries = models.PositiveIntegerField("受け取りの回数", default=1)
    application = models.UUIDField("申請", null=True, unique=True)
    received_at = models.DateTimeField("届いた日時")
    acknowledged_at = models.DateTimeField("ポータルへ返した日時", null=True)
    closed_at = models.DateTimeField("処理した日時", null=True)
    closed_by = models.UUIDField("処理した職員", null=True)

    class Meta:
        indexes = [models.Index(fields=["section", "state"], name="intake_queue")]

    def __str__(self) -> str:
        return self.number


@columns(
    internal="arrival role size at",
    pseudonymous="id sha256",
    personal="name content",
)
class Part(models.Model):
    """A piece kept exactly as it came (原本のまま残すもの): signature, certificate, odd files.

    ``content`` is base64 below the seal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField("種類", max_length=12)
    name = SealedTextField("名前")
    content = SealedTextField("内容")
    size = models.PositiveIntegerField("大きさ（バイト）")
    sha256 = models.CharField("ハッシュ値", max_length=64)
    at = models.DateTimeField("届いた日時")

    def __str__(self) -> str:
        return str(self.pk)
