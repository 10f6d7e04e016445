"""What a section looks after, and the sheet of a day (担当する施設と当日の一覧)."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.bookings.forms import read_day, write_time
from tsunagaru.engines.bookings.models import Booking, Closure, Round
from tsunagaru.engines.bookings.queries.bookings import is_ripe, on_day
from tsunagaru.engines.bookings.queries.charges import unpaid_of
from tsunagaru.engines.bookings.queries.closures import is_to_tell
from tsunagaru.engines.bookings.queries.resources import Bookable, resources_of, works_on
from tsunagaru.engines.bookings.queries.slots import days
from tsunagaru.engines.bookings.rules.states import HOLDING, State
from tsunagaru.engines.bookings.views.public import resource_or_404
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with

CLERKS = staff_with(Role.CLERK, Role.HEAD)
ONE_DAY = timedelta(days=1)


def resource_for(request: PageRequest, code: str) -> Bookable:
    """Return a resource the actor looks after; any other looks as if it did not exist."""
    one = resource_or_404(code)
    if not works_on(request.actor, one.section):
        raise Http404
    return one


@open_to(CLERKS)
@require_safe
def staff_list(request: PageRequest) -> HttpResponse:
    """Show the resources of the actor's sections with today's bookings and what waits."""
    now = clock.now()
    today = clock.day_of(now)
    rounds = Round.objects.filter(drawn_at=None).select_related("resource")
    rows = [
        {
            "one": one.definition,
            "count": on_day(one.id, today).filter(state__in=HOLDING).count(),
            "rounds": [(r, is_ripe(r, now)) for r in rounds if r.resource_id == one.id],
        }
        for one in resources_of(request.actor)
    ]
    return render(request, "bookings/staff/list.html", {"rows": rows, "today": today})


@open_to(CLERKS)
@require_safe
def staff_day(request: PageRequest, code: str) -> HttpResponse:
    """Show, and print, the bookings of a day; looking at them is recorded."""
    one, now = resource_for(request, code), clock.now()
    day = read_day(request.GET.get("day", ""), clock.day_of(now))
    facts = {"page": "day_sheet", "resource": code}
    audit(actor=request.actor, action="bookings.viewed", subject=one.id, at=now, facts=facts)
    (view,) = days(one, [day], now)
    rows = on_day(one.id, day).prefetch_related("cells")
    holding = [row for row in rows if row.state in HOLDING]
    unpaid = unpaid_of(holding)
    gone = [row for row in rows if row.state == State.CLOSED]
    waiting = (State.WAITING, State.OFFERED, State.APPLIED)
    context = {
        "one": one.definition,
        "day": day,
        "today": clock.day_of(now),
        "now": now,
        "before": day - ONE_DAY,
        "after": day + ONE_DAY,
        "rows": [(row, _units(row), unpaid.get(row.pk)) for row in holding],
        "waiting": [row for row in rows if row.state in waiting],
        "gone": [(row, is_to_tell(row, now)) for row in gone],
        "slots": [(v, write_time(v.slot.start)) for v in view.slots],
        "closures": Closure.objects.filter(resource=one.id, ended_at=None, ends_at__gt=now),
    }
    return render(request, "bookings/staff/day.html", context)


def _units(row: Booking) -> str:
    """Return which units a booking has, as 1・2."""
    cells = row.cells.all()
    return "・".join(str(unit) for unit in sorted({cell.unit for cell in cells}))
