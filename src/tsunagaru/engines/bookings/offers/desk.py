"""What the staff desk and indicators read (職員の処理待ちと現在数)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.engines.bookings.queries.bookings import rounds_to_draw, to_call, to_check
from tsunagaru.engines.bookings.queries.charges import overdue
from tsunagaru.engines.bookings.queries.closures import to_tell
from tsunagaru.engines.bookings.queries.resources import resource, resources, works_on
from tsunagaru.engines.bookings.rules.lottery import bounds
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.kernel.offers import StockRow

MOST = 100


def items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return lotteries, reductions, late payments and who is to be called, of the sections."""
    calls = [*_to_call(actor, at), *_to_tell(actor, at)]
    return [*_draws(actor, at), *_reductions(actor), *_late(actor), *calls]


def _draws(actor: Actor, at: datetime) -> list[WorkItem]:
    found = []
    for row in rounds_to_draw(at):
        one = resource(row.resource.code)
        if works_on(actor, one.section) and one.definition.lottery:
            closed_at = bounds(one.definition.lottery.period, row.month)[1]
            item = WorkItem(
                title=f"抽選：{one.definition.name.ja}（{row.month.year}年{row.month.month}月利用分）",
                url=reverse("bookings:staff_round", args=[row.pk]),
                state="抽選待ち",
                received_at=closed_at,
                section=one.section,
                due_on=day_of(closed_at),
                urgent=True,
            )
            found.append(item)
    return found


def _reductions(actor: Actor) -> list[WorkItem]:
    return [
        WorkItem(
            title=f"減免の確認：{row.resource.content['name']['ja']}（{row.number}）",
            url=reverse("bookings:staff_booking", args=[row.pk]),
            state="確認待ち",
            received_at=row.made_at,
            section=row.resource.section,
            due_on=day_of(row.starts_at),
            channel=row.channel,
        )
        for row in to_check()[:MOST]
        if works_on(actor, row.resource.section)
    ]


def _late(actor: Actor) -> list[WorkItem]:
    """Return what was not paid in time: the booking stands until a clerk decides otherwise."""
    return [
        WorkItem(
            title=f"使用料が未納：{row.resource.content['name']['ja']}（{row.number}）",
            url=f"{reverse('bookings:staff_booking', args=[row.pk])}#fee",
            state="納期限超過",
            received_at=invoice.requested_at,
            section=row.resource.section,
            due_on=invoice.due_on,
            channel=row.channel,
        )
        for row, invoice in overdue(actor)[:MOST]
    ]


def _to_call(actor: Actor, at: datetime) -> list[WorkItem]:
    """Return whose turn it is and whom no letter reaches: a clerk calls them (空きの電話案内)."""
    return [
        WorkItem(
            title=f"空きを電話で案内：{row.resource.content['name']['ja']}（{row.number}）",
            url=reverse("bookings:staff_booking", args=[row.pk]),
            state="電話での案内待ち",
            received_at=row.queued_at or row.made_at,
            section=row.resource.section,
            due_on=day_of(row.offered_until or at),
            channel=row.channel,
            urgent=True,
        )
        for row in to_call(at)[:MOST]
        if works_on(actor, row.resource.section)
    ]


def _to_tell(actor: Actor, at: datetime) -> list[WorkItem]:
    """Return whose booking the town cancelled and whom no letter reaches (取消しの電話連絡)."""
    return [
        WorkItem(
            title=f"取消しを電話で連絡：{row.resource.content['name']['ja']}（{row.number}）",
            url=reverse("bookings:staff_booking", args=[row.pk]),
            state="電話での連絡待ち",
            received_at=row.ended_at or row.made_at,
            section=row.resource.section,
            due_on=day_of(row.starts_at),
            channel=row.channel,
            urgent=True,
        )
        for row in to_tell(at)[:MOST]
        if works_on(actor, row.resource.section)
    ]


def read_stock(_at: datetime) -> Iterable[StockRow]:
    """Return how many things can be booked (予約できる施設・窓口の数)."""
    found = Counter(
        (one.definition.kind, one.definition.facility, one.section) for one in resources()
    )
    for (kind, facility, section), count in found.items():
        yield StockRow({"kind": kind, "facility": facility, "section": section}, count)
