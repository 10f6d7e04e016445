"""Events on their way to the reactions wired to them (配送)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


class State(models.TextChoices):
    """Where a delivery stands (配送の状態)."""

    QUEUED = "queued", "待機中"
    LEASED = "leased", "処理中"
    DONE = "done", "完了"
    DEAD = "dead", "失敗（要対応）"
    DROPPED = "dropped", "破棄"


@columns(
    internal="id reaction state attempts lease_until owner due_at last_error done_at",
    pseudonymous="event",
)
class Delivery(models.Model):
    """One event for one reaction (配送). Done exactly once as far as the database is concerned.

    ``due_at`` is when a queued one may be taken; a leased one may be taken after ``lease_until``.
    """

    event = models.UUIDField("出来事")
    reaction = models.CharField("反応", max_length=120)
    state = models.CharField("状態", max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("試行回数", default=0)
    lease_until = models.DateTimeField("占有期限", null=True)
    owner = models.CharField("処理者", max_length=60, blank=True)
    due_at = models.DateTimeField("次の試行")
    last_error = models.CharField("直近の誤り", max_length=80, blank=True)
    done_at = models.DateTimeField("完了日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "reaction"], name="ledger_delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="ledger_delivery_due",
                condition=models.Q(state="queued"),
            ),
            models.Index(
                fields=["lease_until"],
                name="ledger_delivery_leased",
                condition=models.Q(state="leased"),
            ),
            models.Index(
                fields=["reaction"], name="ledger_delivery_dead", condition=models.Q(state="dead")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} {self.state}"


@columns(internal="id name moment")
class Tick(models.Model):
    """A moment of the clock already published (時報). Unique, so that one worker publishes it."""

    name = models.CharField("名称", max_length=40)
    moment = models.DateTimeField("時点")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "moment"], name="ledger_tick_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.moment:%Y-%m-%d %H:%M}"
