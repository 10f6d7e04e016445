"""Events as they were published (出来事)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="number at day name channel facts weight", pseudonymous="id subject corrects")
class EventRow(models.Model):
    """One event as it was published (出来事). Appended; triggers forbid change and deletion.

    ``day`` is the day in Japan on which it counts: for a compensating event the day of the event
    it takes back. ``weight`` is 1, or -1 for a compensating event.
    """

    number = models.BigAutoField("番号", primary_key=True)
    id = models.UUIDField("識別子", unique=True)
    at = models.DateTimeField("日時")
    day = models.DateField("計上日")
    name = models.CharField("名称", max_length=60)
    subject = models.UUIDField("対象")
    channel = models.CharField("経路", max_length=10, blank=True)
    facts = models.JSONField("事実", default=dict)
    weight = models.SmallIntegerField("符号", default=1)
    corrects = models.UUIDField("取り消す出来事", null=True)

    class Meta:
        db_table = "ledger_event"
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"],
                condition=models.Q(corrects__isnull=False),
                name="ledger_event_taken_back_once",
            )
        ]
        indexes = [models.Index(fields=["name", "at"], name="ledger_event_name_at")]

    def __str__(self) -> str:
        return f"{self.name} #{self.number}"
