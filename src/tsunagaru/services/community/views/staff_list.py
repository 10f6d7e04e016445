"""Circulars, as members of staff see them (回覧の一覧)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.queries import access
from tsunagaru.services.community.queries.setups import area_of, rules
from tsunagaru.services.community.views.acting import CLERKS

ROWS_A_PAGE = 30


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show what waits for approval, and every circular of one's sections, newest first."""
    at = clock.now()
    page = Paginator(access.readable_by(request.actor, at), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "ready": rules() is not None,
        "waiting": access.waiting_for(request.actor, at) if rules() else [],
        "page": page,
        "rows": [(row, area_of(row.districts)) for row in page],
        "minds_districts": access.minds_districts(request.actor),
    }
    return render(request, "community/staff/list.html", context)
