"""Tables of asking whether everybody is safe (安否確認の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.emergency.models.alerts import Alert
from tsunagaru.services.emergency.rules.safety import (
    SAFETY_NAMES,
    STEP_NAMES,
    WAY_NAMES,
    RoundState,
)

ROUND_STATES = [(RoundState.OPEN.value, "受付中"), (RoundState.CLOSED.value, "終わり")]
ANSWERS = [(one.value, name) for one, name in SAFETY_NAMES.items()]
WAYS = [(one.value, name) for one, name in WAY_NAMES.items()]
STEPS = [(one.value, name) for one, name in STEP_NAMES.items()]


@columns(
    internal="id alert title drill districts section state opened_at closes_at closed_at messages",
    pseudonymous="opened_by closed_by",
)
class Round(models.Model):
    """One time that everybody in some districts is asked (安否確認).

    Args:
        drill: decided when it is opened, and never changed; every text and page says so.
        districts: codes; none for the whole town.
        messages: keys of the messages sent for it, the first one first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, related_name="rounds")
    title = models.CharField("名前", max_length=100)
    drill = models.BooleanField("訓練")
    districts = models.JSONField("対象の区", default=list)
    section = models.CharField("担当の課", max_length=20)
    state = models.CharField("状態", max_length=8, choices=ROUND_STATES)
    opened_by = models.UUIDField("始めた職員")
    opened_at = models.DateTimeField("始めた日時")
    closes_at = models.DateTimeField("返事の期限")
    closed_by = models.UUIDField("終えた職員", null=True)
    closed_at = models.DateTimeField("終えた日時", null=True)
    messages = models.JSONField("配信", default=list)

    class Meta:
        indexes = [models.Index(fields=["state", "drill"], name="emergency_round_state")]

    def __str__(self) -> str:
        return f"{self.title} {self.opened_at:%Y-%m-%d %H:%M}"


@columns(internal="id round kind due_at done_at by_hand")
class RoundStep(models.Model):
    """One step for those of whom nothing was heard (返事がないときの手順)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps")
    kind = models.CharField("手順", max_length=12, choices=STEPS)
    due_at = models.DateTimeField("予定")
    done_at = models.DateTimeField("済んだ日時", null=True)
    by_hand = models.BooleanField("職員が行った", default=False)

    class Meta:
        ordering = ("due_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="emergency_step_once")
        ]

    def __str__(self) -> str:
        return self.kind


@columns(
    internal="id round asked number",
    pseudonymous="subscriber resident district state latest_at",
    personal="name",
)
class Person(models.Model):
    """Somebody who was asked, or of whom something was told (安否の相手).

    Args:
        name: of somebody who is not known as a resident; empty otherwise.
        asked: a message went to them.
        state: the answer that counts; empty for none.
        number: how many answers there are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="people")
    subscriber = models.UUIDField("受信者", null=True)
    resident = models.UUIDField("住民", null=True)
    name = SealedTextField("氏名", blank=True, default="")
    district = models.CharField("区", max_length=40, blank=True)
    asked = models.BooleanField("たずねた", default=True)
    state = models.CharField("安否", max_length=8, choices=ANSWERS, blank=True, default="")
    latest_at = models.DateTimeField("最後の返事", null=True)
    number = models.PositiveSmallIntegerField("返事の数", default=0)

    class Meta:
        indexes = [
            models.Index(fields=["round", "district", "state"], name="emergency_person_count"),
            models.Index(fields=["resident"], name="emergency_person_resident"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "subscriber"], name="emergency_asked_once"),
            models.UniqueConstraint(fields=["round", "resident"], name="emergency_resident_once"),
        ]

    def __str__(self) -> str:
        return f"安否 {self.pk}"


@columns(
    internal="id number way key said_at kept_at counts",
    pseudonymous="person state by_staff by_resident",
    personal="place note people",
)
class Answer(models.Model):
    """One answer (安否の返事); rows are only ever added, the last one that was said counts.

    Args:
        number: 1 for a person's first; the chain has no gaps.
        people: how many are together there.
        key: of the thing that came, so that a repetition is none.
        said_at: when the person said it; ``kept_at``: when it came.
        counts: it was the newest when it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField("番号")
    state = models.CharField("安否", max_length=8, choices=ANSWERS)
    people = SealedTextField("人数", blank=True, default="")
    place = SealedTextField("場所", blank=True, default="")
    note = SealedTextField("ひとこと", blank=True, default="")
    way = models.CharField("経路", max_length=10, choices=WAYS)
    by_staff = models.UUIDField("入力した職員", null=True)
    by_resident = models.UUIDField("入力した住民", null=True)
    key = models.CharField("識別", max_length=120, null=True, unique=True)
    said_at = models.DateTimeField("返事の日時")
    kept_at = models.DateTimeField("受け取った日時")
    counts = models.BooleanField("最新", default=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="emergency_answer_chain")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.number}"
