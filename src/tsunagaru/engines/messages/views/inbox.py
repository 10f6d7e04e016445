"""The resident's inbox (受信箱)."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages import queries, services
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to

ROWS_A_PAGE = 20


@open_to(RESIDENTS)
@require_safe
def inbox(request: PageRequest) -> HttpResponse:
    """Show a resident's own notices, newest first."""
    if request.actor.resident is None:
        raise Http404
    rows = queries.inbox(request.actor.resident)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "messages/inbox.html", {"page": page})


@open_to(RESIDENTS)
@require_safe
def notice(request: PageRequest, notice_id: UUID) -> HttpResponse:
    """Show one notice and remember that it was opened."""
    if request.actor.resident is None:
        raise Http404
    row = get_object_or_404(queries.inbox(request.actor.resident), pk=notice_id)
    services.mark_read(row.pk, at=clock.now())
    context = {"notice": row, "button": queries.button_of(row, request.language)}
    return render(request, "messages/notice.html", context)
