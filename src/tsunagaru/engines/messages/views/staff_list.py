"""All messages to many, for staff (配信の一覧)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.composing import readable_by
from tsunagaru.engines.messages.queries.topics import topic_name
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, Role, open_to

ROWS_A_PAGE = 30


@open_to(STAFF)
@require_safe
def staff_list(request: PageRequest) -> HttpResponse:
    """Show what was sent and what is being written, newest first, by state."""
    state = request.GET.get("state", "")
    rows = readable_by(request.actor, clock.now()).order_by("-made_at", "-id")
    if state in BroadcastState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    names = {one.code: one.name for one in people.sections()}
    context = {
        "page": page,
        "rows": [
            (row, topic_name(row.topic) if row.topic else "", names.get(row.section, row.section))
            for row in page
        ],
        "states": BroadcastState.choices,
        "state": state if state in BroadcastState.values else "",
        "may_write": request.actor.has(Role.CLERK, Role.HEAD),
    }
    return render(request, "messages/staff/list.html", context)
