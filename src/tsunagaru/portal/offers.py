"""What the portal offers (玄関の提供物): searches of a simulated day."""

from datetime import date, datetime, time, timedelta

from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import Offers, SimulatedAct, World
from tsunagaru.portal.services import record_searches

SEARCHES_A_RESIDENT_AND_YEAR = 1.2
FOUND_SHARE = 0.88


def _search(world: World, day: date) -> int:
    """Let residents search during the waking hours of a day."""
    mean = world.residents * SEARCHES_A_RESIDENT_AND_YEAR / 365
    count = max(0, round(world.rng.gauss(mean, mean**0.5)))
    morning = datetime.combine(day, time(6), JST)
    done = [
        (morning + timedelta(minutes=world.rng.randrange(17 * 60)), world.rng.random())
        for _ in range(count)
    ]
    return record_searches([(int(chance < FOUND_SHARE), at) for at, chance in done], page="site")


OFFERS = Offers(
    package="portal",
    acts=(SimulatedAct(name="検索", order=90, live=_search),),
)
