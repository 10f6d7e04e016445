"""Where the DX office writes an initiative's sheet and the town's own ties (個票の編集)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.parts import Crumb
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to, staff_with
from tsunagaru.plan.forms import SheetForm
from tsunagaru.plan.models import Initiative
from tsunagaru.plan.queries import strategy
from tsunagaru.plan.rules.strategy import SHEET_FIELDS, TieKind, format_number
from tsunagaru.plan.services import revising
from tsunagaru.plan.views.initiative import EDITORS


@open_to(staff_with(*EDITORS))
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, number: int) -> HttpResponse:
    """Show the sheet's form; on a valid one keep it and go back to the initiative."""
    try:
        row = strategy.initiative(number)
    except Initiative.DoesNotExist as absent:
        raise Http404 from absent
    form = _form(row, request)
    page = reverse("plan:staff_initiative", args=[number])
    if form.is_valid():
        ties = {
            TieKind.SECTION: form.cleaned_data["sections"],
            TieKind.WALL: form.cleaned_data["walls"],
        }
        revising.revise(number, sheet=form.sheet, ties=ties, at=clock.now())
        messages.success(request, "取組の内容を保存しました。")
        return redirect(page)
    title = f"{format_number(number)} の個票を編集"
    crumbs = [Crumb("計画の進み具合", reverse("plan:staff_dashboard")), Crumb(str(row), page)]
    context = {
        "initiative": row,
        "form": form,
        "title": title,
        "breadcrumbs": [*crumbs, Crumb("編集")],
    }
    return render(request, "plan/edit.html", context, status=422 if form.errors else 200)


def _form(row: Initiative, request: PageRequest) -> SheetForm:
    ties = strategy.ties([row.number]).get(row.number, ())
    return SheetForm(
        request.POST if request.method == "POST" else None,
        initial={
            **{name: getattr(row, name) or "" for name in SHEET_FIELDS},
            "sections": [tie.code for tie in ties if tie.kind == TieKind.SECTION],
            "walls": [tie.code for tie in ties if tie.kind == TieKind.WALL],
        },
        sections=[(section.code, section.name) for section in people.sections()],
        walls=[(wall.key, wall.title) for wall in strategy.walls()],
    )
