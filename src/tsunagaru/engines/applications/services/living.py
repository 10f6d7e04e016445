"""The clerks of a simulated town who fix fees (模擬の担当者): by the rule, once examined."""

from datetime import date, datetime, time, timedelta

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.charges import must_pay_first
from tsunagaru.engines.applications.queries.procedures import procedures
from tsunagaru.engines.applications.rules import State
from tsunagaru.engines.applications.rules.paying import When
from tsunagaru.engines.applications.services.paying import fix
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World

CLERK = Actor(kind=Kind.STAFF, name="担当者")
OPENS_MIN, OPEN_MIN, FIXED_A_DAY = 9 * 60, 7 * 60, 0.7


def fix_fees_for_a_day(world: World, day: date) -> int:
    """Let clerks fix the fees that must be paid before a decision (1日の手数料の決定).

    Returns:
        How many were fixed.
    """
    if not calendar().is_open(day):
        return 0
    midnight = datetime.combine(day, time(0), JST)
    reviewed = [
        one.code for one in procedures() if one.payment and one.payment.when is When.AFTER_REVIEW
    ]
    waiting = Application.objects.filter(
        procedure__in=reviewed, state=State.RECEIVED, charges=None, submitted_at__lt=midnight
    )
    done = 0
    for row in waiting.order_by("submitted_at"):
        if row.fee_yen is None or not must_pay_first(row) or world.rng.random() > FIXED_A_DAY:
            continue
        at = midnight + timedelta(minutes=OPENS_MIN + world.rng.randrange(OPEN_MIN))
        fix(row.pk, row.fee_yen, by=CLERK, at=at, due_on=None)
        done += 1
    return done
