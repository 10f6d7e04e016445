"""Simulated days with minutes of districts (模擬の会議の記録): written and published."""

from datetime import date, datetime, time, timedelta

from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.services import minutes

ON_DAY, DISTRICTS, EVENING = 27, 2, time(20)
DECISIONS = (
    "次の一斉清掃は、来月の第三日曜日に行う。",
    "防災倉庫の鍵は、副区長が持つ。",
    "会費は据え置く。",
    "街灯の球切れを町に知らせる。",
)


def live_with_minutes(world: World, day: date) -> int:
    """Let two districts write down their monthly meeting.

    Returns:
        How many minutes were published.
    """
    if rules() is None or day.day != ON_DAY:
        return 0
    at = datetime.combine(day, EVENING, JST)
    heads = sorted(terms_on(day).filter(duty=Duty.HEAD), key=lambda one: one.district)[:DISTRICTS]
    for head in heads:
        by = Actor(kind=Kind.RESIDENT, resident=head.resident)
        record = minutes.Record(
            held_on=day,
            title=f"{day.month}月の役員会",
            place="公民館",
            present="区長、副区長、組長",
            decisions="\n".join(world.rng.sample(DECISIONS, 2)),
        )
        made = minutes.draft(head.district, record, by=by, at=at)
        minutes.release(made, by=by, at=at + timedelta(hours=1))
    return len(heads)
