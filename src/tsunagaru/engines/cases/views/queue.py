"""The list of open cases of one's sections (処理待ちの案件)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.cases import queries
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

ROWS_A_PAGE = 50
LONGEST_SEARCH = 40


@open_to(STAFF)
@require_safe
def queue(request: PageRequest) -> HttpResponse:
    """Show the most urgent cases first; a number or a title narrows them."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    rows = queries.queue(request.actor, words=words)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "today": clock.day_of(clock.now())}
    return render(request, "cases/staff/queue.html", context)
