"""Tables of what came, how it was judged, and what was drafted (電文と案)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.emergency.rules.deciding import Why
from tsunagaru.services.emergency.rules.kinds import KIND_NAMES
from tsunagaru.services.emergency.rules.states import STATE_NAMES
from tsunagaru.services.emergency.rules.triggers import Action

ACTIONS = [
    (Action.IGNORE.value, "対象外"),
    (Action.HOLD.value, "確かめ待ち"),
    (Action.DRAFT.value, "警報の案"),
    (Action.CANCEL.value, "取消"),
]
KINDS = [(one.value, name) for one, name in KIND_NAMES.items()]
STATES = [(one.value, name) for one, name in STATE_NAMES.items()]
LEVELS = [(0, "解除"), *((n, f"レベル{n}") for n in range(1, 6))]


@columns(internal="id section triggers texts issuing loudspeaker safety headquarters loaded_at")
class Setup(models.Model):
    """The town's rules and texts, from the town folder (町の規則と文例). One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    section = models.CharField("担当の課", max_length=20)
    triggers = models.JSONField("発動の規則")
    texts = models.JSONField("文例")
    issuing = models.JSONField("発令の決まり", default=dict)
    loudspeaker = models.JSONField("放送文の決まり", default=dict)
    safety = models.JSONField("安否確認の決まり", default=dict)
    headquarters = models.JSONField("災害対策本部の決まり", default=dict)
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return "emergency"


@columns(
    internal=(
        "id key digest thread source title kind status info_type event serial office headline"
        " content reported_at received_at action level areas drill why trigger section"
        " closed_at note"
    ),
    pseudonymous="closed_by",
)
class Telegram(models.Model):
    """One telegram and how it was judged (電文と判定), each once.

    ``content`` is the telegram as it came, kept where a person or a draft needs it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField("識別", max_length=64, unique=True)
    digest = models.CharField("内容の要約値", max_length=64)
    thread = models.CharField("つながり", max_length=64, db_index=True)
    source = models.CharField("届いた先", max_length=400, blank=True)
    title = models.CharField("電文の名前", max_length=400)
    kind = models.CharField("種類", max_length=20, choices=KINDS)
    status = models.CharField("運用の種別", max_length=400)
    info_type = models.CharField("発表の種別", max_length=400)
    event = models.CharField("事象の番号", max_length=400, blank=True)
    serial = models.CharField("続報の番号", max_length=400, blank=True)
    office = models.CharField("発表元", max_length=400, blank=True)
    headline = models.TextField("見出し", blank=True)
    content = models.TextField("届いた電文", blank=True)
    reported_at = models.DateTimeField("発表日時")
    received_at = models.DateTimeField("届いた日時", db_index=True)
    action = models.CharField("判定", max_length=10, choices=ACTIONS)
    level = models.PositiveSmallIntegerField("警戒レベル", null=True, choices=LEVELS)
    areas = models.JSONField("町の地域", default=list)
    drill = models.BooleanField("訓練・試験")
    why = models.CharField("理由", max_length=20, choices=[(one.value, one.value) for one in Why])
    trigger = models.CharField("規則", max_length=40, blank=True)
    section = models.CharField("担当の課", max_length=20)
    closed_at = models.DateTimeField("確かめた日時", null=True)
    closed_by = models.UUIDField("確かめた職員", null=True)
    note = models.CharField("確かめた結果", max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["action", "closed_at"], name="emergency_held")]

    def __str__(self) -> str:
        return f"{self.title} {self.reported_at:%Y-%m-%d %H:%M}"


@columns(
    internal=(
        "id telegram thread kind level areas drill text words state drafted_at"
        " edited_at settled_at replaced_by section"
    ),
    pseudonymous="edited_by settled_by",
)
class Draft(models.Model):
    """An alert that waits for a person (警報の案). By itself it is sent to nobody.

    ``words`` holds title and body in each language; a drill says so in both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    telegram = models.ForeignKey(Telegram, on_delete=models.PROTECT, related_name="drafts")
    thread = models.CharField("つながり", max_length=64)
    kind = models.CharField("種類", max_length=20, choices=KINDS)
    level = models.PositiveSmallIntegerField("警戒レベル", choices=LEVELS)
    areas = models.JSONField("町の地域", default=list)
    drill = models.BooleanField("訓練・試験")
    text = models.CharField("文例", max_length=40)
    words = models.JSONField("文")
    state = models.CharField("状態", max_length=12, choices=STATES)
    drafted_at = models.DateTimeField("作成日時")
    edited_at = models.DateTimeField("編集日時", null=True)
    edited_by = models.UUIDField("編集した職員", null=True)
    settled_at = models.DateTimeField("終えた日時", null=True)
    settled_by = models.UUIDField("終えた職員", null=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )
    section = models.CharField("担当の課", max_length=20)

    class Meta:
        indexes = [models.Index(fields=["state", "thread"], name="emergency_live")]
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=models.Q(state="waiting"),
                name="emergency_one_waiting_draft_a_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.drafted_at:%Y-%m-%d %H:%M}"
