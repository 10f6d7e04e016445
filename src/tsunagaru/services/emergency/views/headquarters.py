"""The headquarters in a disaster (災害対策本部の画面): all sections write, none can alter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries as town
from tsunagaru.services.emergency.forms.headquarters import (
    NoteForm,
    OpenHeadquartersForm,
    StageForm,
    TaskForm,
)
from tsunagaru.services.emergency.models import Headquarters
from tsunagaru.services.emergency.queries import headquarters as queries
from tsunagaru.services.emergency.rules.headquarters import ACT_NAMES, TASKS, TaskAct, TaskState
from tsunagaru.services.emergency.services import headquarters as services
from tsunagaru.services.emergency.views.proposing import CLERKS

UNFIT, CONFLICT = 422, 409
CANNOT = "できません。本部が終わっているか、番号や体制が違います。"


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def headquarters_list(request: PageRequest) -> HttpResponse:
    """Show all headquarters, and open one."""
    setup, at, status = queries.headquarters_setup(), clock.now(), 200
    if setup is None:
        raise Http404
    may_open = request.actor.works_in(town.section())
    form = OpenHeadquartersForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.open_headquarters(
                data["title"],
                data["stage"],
                drill=data["drill"] == "yes",
                by=request.actor,
                at=at,
            )
            return redirect("emergency:headquarters_board", made)
        except services.CannotSit:
            messages.warning(request, "設置できません。すでに本部が設置されています。")
            status = CONFLICT
    elif form.is_bound:
        status = UNFIT
    rows = Headquarters.objects.order_by("-opened_at")[:50]
    context = {
        "rows": [(one, setup.name(one.stage)) for one in rows],
        "form": form if may_open else None,
    }
    return render(request, "emergency/staff/headquarters/list.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_safe
def headquarters_board(request: PageRequest, headquarters: UUID) -> HttpResponse:
    """Show the chronology, the tasks and the reports."""
    return show(request, get_object_or_404(Headquarters, pk=headquarters))


def show(
    request: PageRequest,
    row: Headquarters,
    status: int = 200,
    **forms: Any,  # noqa: ANN401 - the forms with mistakes, and what went wrong
) -> HttpResponse:
    """Show the board, with the form that was filled in wrongly."""
    setup = queries.headquarters_setup()
    if setup is None:
        raise Http404
    entries = list(row.entries.order_by("-number"))
    names = people.staff_names({one.by for one in entries})
    corrected, sections = queries.corrected(entries), {s.code: s.name for s in people.sections()}
    context = {
        "row": row,
        "stage_name": setup.name(row.stage),
        "entries": [(one, names.get(one.by, ""), corrected.get(one.number)) for one in entries],
        "broken": queries.broken(row),
        "tasks": [
            (
                one,
                sections.get(one.section, one.section),
                [(act.value, ACT_NAMES[act]) for act in ACT_NAMES if act in _acts(one.state)],
            )
            for one in row.tasks.all()
        ],
        "reports": row.reports.order_by("-number"),
        "now": clock.now(),
        "leads": request.actor.works_in(row.section),
        "note": NoteForm(),
        "task": TaskForm(),
        "stage": StageForm(),
        **forms,
    }
    return render(request, "emergency/staff/headquarters/board.html", context, status=status)


def _acts(state: str) -> frozenset[TaskAct]:
    return TASKS.allowed(TaskState(state))
