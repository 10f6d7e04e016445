"""All that waits for a person, on one page (警報の一覧)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.rules.states import State
from tsunagaru.services.emergency.views.proposing import CLERKS

LATEST = 20


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show what waits for a person, and what ended lately."""
    ended = queries.drafts_for(request.actor).exclude(state=State.WAITING)
    context = {
        "drafts": queries.waiting(request.actor),
        "held": queries.held(request.actor),
        "ended": ended.order_by("-settled_at")[:LATEST],
        "may_write": request.actor.works_in(queries.section()),
        "asked": alerts.asked(request.actor),
        "running": [(one, alerts.last_word(one)) for one in alerts.running(request.actor)],
    }
    return render(request, "emergency/staff/list.html", context)
