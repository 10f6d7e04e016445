"""Tables of the headquarters in a disaster (災害対策本部の表)."""

import uuid
from typing import Any

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.emergency.rules.headquarters import (
    ENTRY_NAMES,
    TASK_NAMES,
    TaskState,
    Written,
)

ENTRIES = [(one.value, name) for one, name in ENTRY_NAMES.items()]
TASK_STATES = [(one.value, name) for one, name in TASK_NAMES.items()]


@columns(
    internal="id title stage drill section opened_at closed_at", pseudonymous="opened_by closed_by"
)
class Headquarters(models.Model):
    """One headquarters, from its opening to its end (災害対策本部).

    Args:
        stage: a code of the town folder, such as preparing or full.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("名前", max_length=100)
    stage = models.CharField("体制", max_length=40)
    drill = models.BooleanField("訓練")
    section = models.CharField("担当の課", max_length=20)
    opened_by = models.UUIDField("設置した職員")
    opened_at = models.DateTimeField("設置日時")
    closed_by = models.UUIDField("廃止した職員", null=True)
    closed_at = models.DateTimeField("廃止日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["drill"],
                condition=models.Q(closed_at=None),
                name="emergency_one_headquarters",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.opened_at:%Y-%m-%d %H:%M}"


class CannotAlter(Exception):
    """The chronology is only ever added to (クロノロジーは書き換えられません)."""


@columns(
    internal="id headquarters number happened_at written_at kind corrects hash",
    pseudonymous="by",
    personal="text",
)
class Entry(models.Model):
    """One entry of the chronology (クロノロジー); a correction is an entry of its own.

    Args:
        corrects: number of the entry it corrects; 0 for none.
        hash: ties it to all entries before it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    headquarters = models.ForeignKey(Headquarters, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField("番号")
    happened_at = models.DateTimeField("発生時刻")
    written_at = models.DateTimeField("記録時刻")
    kind = models.CharField("種類", max_length=12, choices=ENTRIES)
    text = SealedTextField("内容")
    corrects = models.PositiveIntegerField("訂正する番号", default=0)
    by = models.UUIDField("記録した職員")
    hash = models.CharField("つながり", max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["headquarters", "number"], name="emergency_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Keep a new entry; a kept one is never written again.

        Raises:
            CannotAlter: it is kept already.
        """
        if not self._state.adding:
            raise CannotAlter(str(self.number))
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Refuse.

        Raises:
            CannotAlter: always.
        """
        raise CannotAlter(str(self.number))

    def written(self) -> Written:
        """Return it as it is sealed into the chain."""
        return Written(
            self.number,
            self.happened_at,
            self.written_at,
            self.kind,
            self.text,
            str(self.by),
            self.corrects,
        )


@columns(
    internal="id headquarters number section due_at state made_at changed_at",
    pseudonymous="made_by",
    personal="title",
)
class Task(models.Model):
    """Something the headquarters wants done (タスク)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    headquarters = models.ForeignKey(Headquarters, models.PROTECT, related_name="tasks")
    number = models.PositiveIntegerField("番号")
    title = SealedTextField("内容")
    section = models.CharField("担当の課", max_length=20)
    due_at = models.DateTimeField("期限")
    state = models.CharField("状態", max_length=8, choices=TASK_STATES, default=TaskState.OPEN)
    made_by = models.UUIDField("作った職員")
    made_at = models.DateTimeField("作った日時")
    changed_at = models.DateTimeField("変わった日時")

    class Meta:
        ordering = ("due_at", "number")
        constraints = [
            models.UniqueConstraint(fields=["headquarters", "number"], name="emergency_task_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


@columns(internal="id headquarters number at content", pseudonymous="by")
class SituationReport(models.Model):
    """A report as it stood at a moment (被害状況報告); the next one is another row.

    Args:
        content: titles and figures; numbers of the entries that were known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    headquarters = models.ForeignKey(Headquarters, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField("報")
    at = models.DateTimeField("時点")
    by = models.UUIDField("作った職員")
    content = models.JSONField("内容")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["headquarters", "number"], name="emergency_report_once")
        ]

    def __str__(self) -> str:
        return f"第{self.number}報"
