"""What waits for the staff (広聴の処理待ち), and how much is open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.kernel.offers import StockRow
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries.access import may_approve, minds_desk, readable_by
from tsunagaru.services.hearing.queries.setups import need_rules, rules, topic_name
from tsunagaru.services.hearing.rules.states import STATE_NAMES, WORKED_ON, State

MOST = 200
HANDS = {State.SENDING: "発送・電話", State.ASSIGNED: "回答"}


def items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what waits for this person: triage, answers, approvals, letters (処理待ち)."""
    if rules() is None or not actor.is_staff:
        return []
    rows = readable_by(actor, at).order_by("due_on", "number")
    found = [(row, "振り分け") for row in _new(rows) if minds_desk(actor)]
    for row in rows.filter(state__in=WORKED_ON)[:MOST]:
        if row.state == State.ASKED:
            found += [(row, "回答の承認")] if may_approve(actor, row, at) else []
        elif actor.works_in(row.section):
            found.append((row, HANDS[State(row.state)]))
    return [_item(row, what, at) for row, what in found]


def _new(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    return rows.filter(state=State.RECEIVED)[:MOST]


def _item(row: Inquiry, what: str, at: datetime) -> WorkItem:
    left = places.calendar().count_open_days(day_of(at), row.due_on)
    return WorkItem(
        title=f"広聴の{what}：{row.number}（{row.get_kind_display()}・{topic_name(row.topic)}）",
        url=reverse("hearing:inquiry", args=[row.pk]),
        state=STATE_NAMES[State(row.state)],
        received_at=row.received_at,
        section=row.section,
        due_on=row.due_on,
        channel=row.channel,
        urgent=row.due_on <= day_of(at) or left <= need_rules().remind_days,
    )


def read_open(at: datetime) -> Iterable[StockRow]:
    """Return how many inquiries wait for an answer, and of them those past their day."""
    states = (State.RECEIVED, *WORKED_ON, State.MERGED)
    days = Inquiry.objects.filter(state__in=states).order_by().values_list("due_on", flat=True)
    counts = Counter("yes" if due < day_of(at) else "no" for due in days)
    return [StockRow({"late": late}, count) for late, count in sorted(counts.items())]
