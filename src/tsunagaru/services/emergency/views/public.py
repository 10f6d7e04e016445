"""Alerts for everybody (警報のページ): small, without sign-in, and readable without any style."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.emergency.models import Alert
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.queries.showing import shown

LATEST = 20


@open_to(ANYONE)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show what is in force, and what ended lately."""
    at = clock.now()
    now = alerts.in_force(at)
    over = alerts.ended(at)[:LATEST]
    context = {
        "running": [shown(one, request.language, at) for one in now],
        "over": [shown(one, request.language, at) for one in over],
    }
    return render(request, "emergency/public/list.html", context)


@open_to(ANYONE)
@never_cache
@require_safe
def alert(request: PageRequest, alert: UUID) -> HttpResponse:
    """Show an alert as it stands, and all that was said of it; a drill is none."""
    row = get_object_or_404(Alert, pk=alert, drill=False)
    last = alerts.last_word(row)
    if last is None:
        raise Http404
    at = clock.now()
    said = list(row.announcements.filter(state="said").order_by("-number"))
    context = {
        "row": row,
        "now": shown(last, request.language, at),
        "said": [shown(one, request.language, at) for one in said],
        "alone": any(one.because for one in said),
    }
    return render(request, "emergency/public/alert.html", context)
