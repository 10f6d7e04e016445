"""All shelters, as staff see and open them (避難所の一覧)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.forms import OpenForm
from tsunagaru.services.shelters.queries import reports, sites, supplies
from tsunagaru.services.shelters.services import opening as services
from tsunagaru.services.shelters.views.staff import CLERKS, CONFLICT

CANNOT = "開設できません。すでに訓練（または本番）で開いているか、担当ではありません。"


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show all shelters, with what the actor can do."""
    return _list(request)


def _list(request: PageRequest, problem: str = "", status: int = 200) -> HttpResponse:
    at, by = clock.now(), request.actor
    rows = [(one, sites.runs(by, one.shape.code)) for one in sites.views(drills=True)]
    late = {one.pk for one in sites.running() if reports.is_late(one, at)}
    asked = supplies.waiting() if sites.leads(by) else supplies.waiting().none()
    context = {
        "rows": rows,
        "closed": [one.shape for one, mine in rows if mine and not one.opening],
        "late": late,
        "leads": sites.leads(by),
        "requests": supplies.requests(asked, leads=True, runs=False),
        "form": OpenForm(),
        "problem": problem,
    }
    return render(request, "shelters/staff/list.html", context, status=status)


@open_to(CLERKS)
@require_POST
def open_one(request: PageRequest, code: str) -> HttpResponse:
    """Open a shelter."""
    if not _is_run(request, code):
        raise Http404
    form = OpenForm(request.POST)
    drill = form.is_valid() and form.cleaned_data["drill"]
    try:
        row = services.open_shelter(code, drill=drill, by=request.actor, at=clock.now())
    except services.CannotOpenShelter:
        return _list(request, CANNOT, CONFLICT)
    messages.success(request, "開設しました。" + ("（訓練）" if drill else ""))
    return redirect("shelters:desk", row.pk)


def _is_run(request: PageRequest, code: str) -> bool:
    try:
        return sites.runs(request.actor, code)
    except sites.CannotFind:
        return False
