"""Inquiries, as members of staff see them (広聴の一覧)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing.queries import access
from tsunagaru.services.hearing.queries.setups import rules, topic_name
from tsunagaru.services.hearing.rules.states import OPEN, STATE_NAMES, State
from tsunagaru.services.hearing.views.acting import CLERKS

ROWS_A_PAGE = 30
OPEN_ONES, ALL = "open", "all"


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the inquiries of one's sections, open ones first by their day."""
    state, at = request.GET.get("state", OPEN_ONES), clock.now()
    rows = access.readable_by(request.actor, at)
    if state in set(State):
        rows = rows.filter(state=state)
    elif state != ALL:
        state, rows = OPEN_ONES, rows.filter(state__in=OPEN).order_by("due_on", "number")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    names = {one.code: one.name for one in people.sections()}
    context = {
        "ready": rules() is not None,
        "page": page,
        "rows": [(row, topic_name(row.topic), names.get(row.section, row.section)) for row in page],
        "state": state,
        "states": [
            (OPEN_ONES, "終わっていないもの"),
            (ALL, "すべて"),
            *[(one.value, name) for one, name in STATE_NAMES.items()],
        ],
        "today": clock.day_of(at),
    }
    return render(request, "hearing/staff/list.html", context)
