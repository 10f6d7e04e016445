"""What happened to a booking, for the clerk (予約の経過): newest last."""

from collections.abc import Iterator

from tsunagaru.engines.bookings.models import Booking, Charge, Trace
from tsunagaru.engines.bookings.queries.charges import Fee
from tsunagaru.engines.bookings.queries.letters import noted_words
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.parts import TimelineEntry
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.events import Channel

CHANNELS = {Channel.ONLINE: "オンライン", Channel.PHONE: "電話", Channel.COUNTER: "窓口"}
ENDED_BY = {
    "person": "予約の取消し（ご本人）",
    "clerk": "予約の取消し（ご本人の申し出）",
    "town": "予約の取消し（町の都合）",
}
ENDED = (Step.CANCELLED, Step.FORFEITED)
TEXT = {Step.CHANGED: "変更前の日時：", Step.REFUSED: "理由："}


def timeline(row: Booking, fee: Fee) -> list[TimelineEntry]:
    """Return what was done with a booking and its money, newest last (経過)."""
    traces = list(row.traces.all())
    found = [_made(row), *(_traced(one, row) for one in traces)]
    if row.ended_by and not any(one.step in ENDED for one in traces):
        title = ENDED_BY.get(row.ended_by, "予約の取消し")
        found.append(TimelineEntry(at=local(row.ended_at or row.made_at), title=title))
    # What was done stands before what it came to, where both are of one moment.
    found += [*map(_charged, row.charges.all()), *_money(fee)]
    return sorted(found, key=lambda one: one.at.isoformat())


def _made(row: Booking) -> TimelineEntry:
    names = people.staff_names([row.made_by]) if row.made_by else {}
    channel = CHANNELS.get(Channel(row.channel), "")
    by = names.get(row.made_by, "") if row.made_by else ""
    return TimelineEntry(at=local(row.made_at), title=f"受付（{channel}）", by=by)


def _charged(one: Charge) -> TimelineEntry:
    asked = f"、{one.amount_yen:,}円を請求" if one.amount_yen else ""
    return TimelineEntry(
        at=local(one.at),
        title=f"支払うべき額の決定：{one.total_yen:,}円",
        text=f"きっかけ：{one.get_cause_display()}{asked}",
        by=one.by_name,
    )


def _money(fee: Fee) -> Iterator[TimelineEntry]:
    """Yield what was paid and what went back."""
    for one in fee.paid:
        if one.settled_at:
            title = f"納付：{one.amount_yen:,}円"
            yield TimelineEntry(
                at=local(one.settled_at), title=title, text=f"請求番号 {one.number}"
            )
    for back in payments.refunds_of([one.id for one in fee.paid]):
        title, done = f"返金の決定：{back.amount_yen:,}円", back.done_at
        yield TimelineEntry(at=local(back.requested_at), title=title, by=back.by_name)
        if done:
            title = f"返金：{back.amount_yen:,}円"
            yield TimelineEntry(at=local(done), title=title, by=back.done_by_name)


def _traced(one: Trace, row: Booking) -> TimelineEntry:
    step = Step(one.step)
    title: str = one.get_step_display()
    if step is Step.CANCELLED:
        title = ENDED_BY.get(row.ended_by, title)
    said = noted_words(one.text, "ja") if step is Step.CHANGED else one.text
    text = f"{TEXT.get(step, '')}{said}" if said else ""
    by = one.by_name or ("ご本人" if step is Step.CHANGED else "")
    return TimelineEntry(at=local(one.at), title=title, text=text, by=by)
