"""A few visits of long ago in a simulated town (模擬の過去の来庁), for the rules of retention."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from tsunagaru.engines.bookings.queries.resources import Bookable, resources
from tsunagaru.engines.bookings.queries.slots import days
from tsunagaru.engines.bookings.services.closing import finish_day
from tsunagaru.engines.bookings.services.making import Person, Wish, make
from tsunagaru.engines.bookings.services.marking import mark
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.offers import World

VISITS = 3
BEFORE_THE_END = timedelta(days=20)
A_WEEK, ONE_DAY = 7, timedelta(days=1)


def visit_long_ago(world: World, first: datetime) -> None:
    """Let some have come two fiscal years ago: whoever tries the town finds what is due by rule.

    Only to what costs nothing, so that no money is left open; nothing where the simulated days
    reach back so far themselves.

    Args:
        first: the first simulated day at 00:00 JST.
    """
    today = day_of(first) + timedelta(days=world.days)
    begin = FiscalYear(FiscalYear.of(today).year - 1).start - BEFORE_THE_END
    if begin + timedelta(days=A_WEEK) >= day_of(first):
        return
    for number in range(A_WEEK):
        day = begin + timedelta(days=number)
        if sum(_visit(one, day) for one in resources() if not one.definition.fee):
            finish_day(day, at=datetime.combine(day + ONE_DAY, time(0), JST))
            return


def _visit(one: Bookable, day: date) -> int:
    """Let people come to what is open on a day, and tell how many came."""
    at = datetime.combine(day - ONE_DAY, time(12), JST)
    (view,) = days(one, [day], at)
    starts = [each.slot.start for each in view.slots if each.can_book][:VISITS]
    for number, start in enumerate(starts):
        person = Person(channel=Channel.PHONE, name="模擬 利用者", phone=f"055099{number:04d}")
        mark(make(Wish(one.code, start), person, press=uuid4(), at=at), came=True, at=start)
    return len(starts)
