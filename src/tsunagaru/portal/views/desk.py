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
    work = work_for(request.actor, now)
    context = {
        "page": Paginator(work, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "urgent": sum(item.urgent for item in work),
        "checks": checks(now),
        "today": clock.day_of(now),
    }
    return render(request, "portal/staff/desk.html", context)
