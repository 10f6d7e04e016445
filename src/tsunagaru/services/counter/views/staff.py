"""Running a counter (窓口の操作)."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.counter import queries
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.rules import State, pick

CLERKS = staff_with(Role.CLERK, Role.HEAD)


def group_for(request: PageRequest, code: str, window: str = "") -> GroupDefinition:
    """Return a group the actor works in; any other looks as if it did not exist."""
    for one in queries.groups_of(request.actor):
        if one.code == code and (not window or window in {w.code for w in one.windows}):
            return one
    raise Http404


@open_to(CLERKS)
@require_safe
def staff_list(request: PageRequest) -> HttpResponse:
    """Show the counters of the actor's sections with today's figures."""
    now = clock.now()
    rows = [
        (queries.standing(one, now), queries.figures(one.code, clock.day_of(now)))
        for one in queries.groups_of(request.actor)
    ]
    return render(request, "counter/staff/list.html", {"rows": rows})


@open_to(CLERKS)
@require_safe
def staff_window(request: PageRequest, code: str, window: str) -> HttpResponse:
    """Show a counter: who is there, who waits, what can be done."""
    return show(request, group_for(request, code, window), window)


def show(
    request: PageRequest, one: GroupDefinition, window: str, problem: str = "", status: int = 200
) -> HttpResponse:
    """Render a counter's page, with what went wrong."""
    now = clock.now()
    day = clock.day_of(now)
    rows = Turn.objects.filter(queue=one.code, day=day)
    waiting = list(rows.filter(state=State.WAITING).order_by("taken_at"))
    following = pick(queries.waiting(one.code, day), now)
    context = {
        "one": one,
        "window": next(w for w in one.windows if w.code == window),
        "current": queries.at_window(one.code, window, day),
        "waiting": waiting,
        "next_id": following.id if following else None,
        "absent": rows.filter(state=State.ABSENT).order_by("recalled_at"),
        "others": [g for g in queries.groups() if g.code != one.code],
        "figures": queries.figures(one.code, day),
        "standing": queries.standing(one, now),
        "problem": problem,
        "press": uuid4(),
    }
    return render(request, "counter/staff/window.html", context, status=status)
