"""What can be booked and when (予約できるものと空き状況)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tsunagaru.engines.bookings.forms import read_day, write_time
from tsunagaru.engines.bookings.models import Closure, Round
from tsunagaru.engines.bookings.queries.prices import tariffs
from tsunagaru.engines.bookings.queries.resources import (
    Bookable,
    CannotFind,
    bookable,
    resource,
    resources,
)
from tsunagaru.engines.bookings.queries.slots import DayView, days, last_day
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.rules.slots import week_of
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

WEEK = timedelta(days=7)


def resource_or_404(code: str) -> Bookable:
    """Return a resource.

    Raises:
        Http404: there is none.
    """
    try:
        return resource(code)
    except CannotFind as error:
        raise Http404 from error


@open_to(ANYONE)
@require_safe
def list_resources(request: PageRequest) -> HttpResponse:
    """Show everything that can be booked."""
    known = resources()
    groups = [
        ("visit", "役場の窓口", [one for one in known if one.definition.kind == "visit"]),
        ("facility", "公共施設", [one for one in known if one.definition.kind == "facility"]),
    ]
    sections = dict.fromkeys(one.section for one in known)
    offices = [people.office_of(section) for section in sections]
    context = {"groups": groups, "offices": [office for office in offices if office]}
    return render(request, "bookings/resources.html", context)


@open_to(ANYONE)
@require_safe
def show_resource(request: PageRequest, code: str) -> HttpResponse:
    """Show the free times of a week."""
    one, now = resource_or_404(code), clock.now()
    today, last = clock.day_of(now), last_day(one, now)
    week = week_of(read_day(request.GET.get("day", ""), today), today, last)
    context = {
        "one": one.definition,
        "days": [(day, to_come(day, now)) for day in days(one, week, now)],
        "before": max(week[0] - WEEK, today) if week[0] > today else None,
        "after": week[-1] + timedelta(days=1) if week[-1] < last else None,
        "closures": _closures(one),
        "tariffs": tariffs(one, today=today),
        "rounds": Round.objects.filter(resource=one.id).order_by("-month")[:3],
        "today": today,
        "last": last,
    }
    return render(request, "bookings/resource.html", context)


def to_come(day: DayView, now: datetime) -> list[tuple[object, str]]:
    """Return the times of a day that are not over, with how they stand in an address."""
    return [(view, write_time(view.slot.start)) for view in day.slots if view.slot.end > now]


def _closures(one: Bookable) -> list[Closure]:
    rows = Closure.objects.filter(resource=one.id, ended_at=None, ends_at__gt=clock.now())
    return list(rows.order_by("starts_at"))


@open_to(ANYONE)
@require_safe
def show_round(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Show a lottery so that anyone can check it: numbers only, no names."""
    row = get_object_or_404(Round.objects.select_related("resource"), pk=round_id)
    return render(request, "bookings/round.html", context_of(row))


def context_of(row: Round) -> dict[str, object]:
    """Return what the pages of a lottery show."""
    one = bookable(row.resource)
    period = one.definition.lottery.period if one.definition.lottery else None
    taking_part = (
        row.bookings.exclude(place=None)
        if row.drawn_at
        else row.bookings.exclude(state=State.CANCELLED)
    )
    return {
        "round": row,
        "one": one.definition,
        "applying": lottery.days_applying(period, row.month) if period else None,
        "count": taking_part.count(),
        "entries": taking_part.order_by("place") if row.drawn_at else [],
    }
