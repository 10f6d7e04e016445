"""The staff desk (職員の机): one work queue over all packages."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to
from tsunagaru.portal.queries import checks, work_for

ROWS_A_PAGE = 50


@open_to(STAFF)
@require_safe
def desk(request: PageRequest) -> HttpResponse:
    """Show all work of one's sections, most urgent first, and the house's invariants."""
    now = clock.now()
    work, today = work_for(request.actor, now), clock.day_of(now)
    context = {
        "page": Paginator(work, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "due": sum(item.due_on is not None and item.due_on <= today for item in work),
        "pressing": sum(item.urgent and item.due_on is None for item in work),
        "checks": checks(now),
        "today": today,
    }
    return render(request, "portal/staff/desk.html", context)
