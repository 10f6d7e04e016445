"""Tables of alerts (警報の表): what is in force, and everything that was said of it."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.emergency.models.telegrams import KINDS, LEVELS, Draft
from tsunagaru.services.emergency.rules.states import (
    ALERT_STATE_NAMES,
    STEP_NAMES,
    WHAT_NAMES,
    AlertState,
)

BY_HAND = "by_hand"
ALERT_STATES = [(one.value, name) for one, name in ALERT_STATE_NAMES.items()]


@columns(internal="id thread kind drill state section begun_at issued_at expires_at ended_at")
class Alert(models.Model):
    """One affair of which the town warns (警報), from the first word to the last.

    Args:
        thread: of the telegrams it was drafted from; its own id where it was written by hand.
        drill: then nothing of it leaves the staff's pages.
        expires_at: when it ends by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.CharField("つながり", max_length=64)
    kind = models.CharField("種類", max_length=20, choices=[*KINDS, (BY_HAND, "町の発令")])
    drill = models.BooleanField("訓練")
    state = models.CharField("状態", max_length=10, choices=ALERT_STATES)
    section = models.CharField("担当の課", max_length=20)
    begun_at = models.DateTimeField("作成日時")
    issued_at = models.DateTimeField("発令日時", null=True)
    expires_at = models.DateTimeField("期限", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "drill"], name="emergency_in_force")]
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=models.Q(state__in=(AlertState.ASKED.value, AlertState.IN_FORCE.value)),
                name="emergency_one_alert_a_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.begun_at:%Y-%m-%d %H:%M}"


@columns(
    internal=(
        "id alert number what draft level districts words state because"
        " asked_at settled_at expires_at broadcast leads"
    ),
    pseudonymous="asked_by settled_by",
)
class Announcement(models.Model):
    """One thing said of an alert (発表): its issue, what followed, and its end.

    Args:
        words: title and body by language, as they were when confirmation was asked for.
        leads: who asked holds a role that confirms.
        settled_by: who confirmed or dropped it; None where one person issued it alone.
        because: why nobody confirmed; empty where somebody did.
        broadcast: the key of the message to the residents; none for a drill.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="announcements")
    number = models.PositiveSmallIntegerField("番号")
    what = models.CharField("種類", max_length=10, choices=list(WHAT_NAMES.items()))
    draft = models.ForeignKey(
        Draft, models.PROTECT, null=True, related_name="announcements", verbose_name="案"
    )
    level = models.PositiveSmallIntegerField("警戒レベル", choices=LEVELS)
    districts = models.JSONField("対象の区", default=list)
    words = models.JSONField("文")
    state = models.CharField("状態", max_length=10, choices=list(STEP_NAMES.items()))
    asked_by = models.UUIDField("求めた職員")
    asked_at = models.DateTimeField("求めた日時")
    leads = models.BooleanField("求めた人が確認の役割を持つ", default=False)
    settled_by = models.UUIDField("確認した職員", null=True)
    settled_at = models.DateTimeField("発表・取りやめの日時", null=True)
    because = models.CharField("一人で発令した理由", max_length=400, blank=True)
    expires_at = models.DateTimeField("期限")
    broadcast = models.UUIDField("配信", null=True, unique=True)

    class Meta:
        ordering = ("asked_at", "number")
        constraints = [
            models.UniqueConstraint(fields=["alert", "number"], name="emergency_numbered"),
            models.UniqueConstraint(
                fields=["alert"],
                condition=models.Q(state="asked"),
                name="emergency_one_asked_an_alert",
            ),
            models.UniqueConstraint(
                fields=["draft"],
                condition=~models.Q(state="dropped"),
                name="emergency_a_draft_is_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.number}"
