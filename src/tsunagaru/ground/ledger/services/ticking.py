"""Publishing the clock exactly once across workers (時報)."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from tsunagaru.ground.ledger.events import DayEnded, FiscalYearEnded, HourPassed
from tsunagaru.ground.ledger.models import Tick
from tsunagaru.ground.ledger.rules.ticking import (
    days_to_end,
    fiscal_year_ended_by,
    last_hour,
    midnight,
)
from tsunagaru.ground.ledger.services.publishing import publish
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.events import Event


def tick(at: datetime) -> int:
    """Publish the hours, days and fiscal years that have passed (時報を出す).

    Every worker may call this at any time: a unique row in the same transaction as the event lets
    only one publish. At the very first start the past is not made up.

    Returns:
        How many events were published.

    Publishes:
        HourPassed, DayEnded, FiscalYearEnded
    """
    return _tick_hour(at) + _tick_days(at)


def _tick_hour(at: datetime) -> int:
    hour = last_hour(at)
    last = _last(HourPassed)
    if last is None:
        return _begin(HourPassed, hour)
    if last >= hour:
        return 0
    return _publish_once(HourPassed(at=hour, subject=_subject(HourPassed, hour)))


def _tick_days(at: datetime) -> int:
    today = day_of(at)
    last = _last(DayEnded)
    if last is None:
        return _begin(DayEnded, midnight(today))
    published = 0
    for day in days_to_end(day_of(last) - timedelta(days=1), today):
        end = midnight(day + timedelta(days=1))
        event = DayEnded(at=end, subject=_subject(DayEnded, end), day=day.isoformat())
        published += _publish_once(event)
        if year := fiscal_year_ended_by(day):
            subject = _subject(FiscalYearEnded, end)
            published += _publish_once(
                FiscalYearEnded(at=end, subject=subject, fiscal_year=str(year))
            )
    return published


def _last(event: type[Event]) -> datetime | None:
    last = Tick.objects.filter(name=event.name).order_by("-moment").first()
    return last.moment.astimezone(JST) if last else None


def _begin(event: type[Event], moment: datetime) -> int:
    Tick.objects.get_or_create(name=event.name, moment=moment)
    return 0


@transaction.atomic
def _publish_once(event: Event) -> int:
    _, is_new = Tick.objects.get_or_create(name=event.name, moment=event.at)
    if is_new:
        publish(event)
    return int(is_new)


def _subject(event: type[Event], moment: datetime) -> UUID:
    return uuid5(NAMESPACE_URL, f"{event.name}/{moment.isoformat()}")
