"""The display on the wall (呼び出し表示): big, without a network's voice, renewing itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.queries import calls, groups, standing


@open_to(ANYONE)
@require_safe
def display(request: PageRequest) -> HttpResponse:
    """Show who is called where; ``?group=`` narrows it to one queue."""
    now = clock.now()
    wanted = request.GET.get("group", "")
    known = groups()
    chosen = [one for one in known if one.code == wanted] or list(known)
    names = {(one.code, w.code): w.name for one in known for w in one.windows}
    rows = calls(clock.day_of(now), wanted if len(chosen) == 1 else "")
    context = {
        "calls": [(row, _window(row, names)) for row in rows],
        "queues": [standing(one, now) for one in chosen],
        "now": now,
    }
    return render(request, "counter/display.html", context)


def _window(row: Turn, names: dict[tuple[str, str], str]) -> str:
    return names.get((row.queue_id, row.window), row.window)
