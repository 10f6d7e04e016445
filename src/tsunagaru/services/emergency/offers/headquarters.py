"""What the headquarters offers upwards (災害対策本部の提供物)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import CheckResult, WorkItem
from tsunagaru.services.emergency.models import Task
from tsunagaru.services.emergency.queries.headquarters import broken, sitting
from tsunagaru.services.emergency.rules.headquarters import TaskState

MOST = 50


def tasks_open(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the tasks of one's sections that are not done (本部のタスク)."""
    rows = Task.objects.filter(
        section__in=actor.sections(Role.CLERK, Role.HEAD),
        state__in=(TaskState.OPEN, TaskState.DOING),
        headquarters__closed_at=None,
    )
    return [
        WorkItem(
            title=("【訓練】" if one.headquarters.drill else "") + one.title,
            url=reverse("emergency:headquarters_board", args=[one.headquarters_id]),
            state=one.get_state_display(),
            received_at=one.made_at,
            section=one.section,
            due_on=day_of(one.due_at),
            urgent=not one.headquarters.drill,
        )
        for one in rows.select_related("headquarters").order_by("due_at")[:MOST]
    ]


def chronology_whole(_at: datetime) -> CheckResult:
    """Return whether no entry of an open chronology was altered (クロノロジーの点検)."""
    for row in sitting():
        if number := broken(row):
            sentence = (
                f"{row.title}の対応の記録（クロノロジー）が、{number}番で書き換えられています。"
            )
            return CheckResult(holds=False, sentence=sentence)
    return CheckResult(holds=True, sentence="対応の記録（クロノロジー）は書き換えられていません。")
