"""Tables of the counter (窓口). No name stands here: a number and its times only."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.counter.rules import LABELS, State

STATES = [(state.value, label) for state, label in LABELS.items()]


@columns(internal="code section content retired loaded_at")
class Group(models.Model):
    """Counters that share one queue, from the town folder (窓口グループ)."""

    code = models.CharField("コード", max_length=40, primary_key=True)
    section = models.CharField("所管課", max_length=40)
    content = models.JSONField("内容")
    retired = models.BooleanField("廃止", default=False)
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return self.code


@columns(internal="id group day last")
class Roll(models.Model):
    """The last number handed out on a day (発番). Whoever takes or calls locks this row."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="rolls")
    day = models.DateField("日付")
    last = models.PositiveIntegerField("最後の番号", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "day"], name="counter_one_roll")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.day} {self.last}"


@columns(
    internal="label group queue day number state channel due_at taken_at called_at recalled_at"
    " window passed ended_at prefilled",
    pseudonymous="id press booking",
)
class Turn(models.Model):
    """One number (番号札). ``queue`` is where it waits now, ``group`` where it was taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    press = models.UUIDField("送信の識別", null=True, unique=True)
    label = models.CharField("番号の表示", max_length=10)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="turns")
    queue = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="waiting")
    day = models.DateField("日付")
    number = models.PositiveIntegerField("番号")
    state = models.CharField("状態", max_length=10, choices=STATES, default=State.WAITING)
    channel = models.CharField("受付経路", max_length=10)
    booking = models.UUIDField("予約", null=True)
    due_at = models.DateTimeField("予約の時刻", null=True)
    taken_at = models.DateTimeField("取得日時")
    called_at = models.DateTimeField("呼出日時", null=True)
    recalled_at = models.DateTimeField("最後の呼出日時", null=True)
    window = models.CharField("窓口", max_length=40, blank=True)
    passed = models.PositiveSmallIntegerField("先を越された回数", default=0)
    prefilled = models.BooleanField("書かずに済んだ", default=False)
    ended_at = models.DateTimeField("終わった日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "day", "number"], name="counter_number_given_once"
            ),
            models.UniqueConstraint(
                fields=["booking"],
                condition=models.Q(booking__isnull=False),
                name="counter_one_turn_a_booking",
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "day", "state"], name="counter_waiting"),
            models.Index(fields=["state", "day"], name="counter_left_over"),
        ]

    def __str__(self) -> str:
        return self.label
