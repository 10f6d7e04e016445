"""All shelters, and one of them, as staff see them (避難所の職員画面)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.shelters.forms import TabletForm
from tsunagaru.services.shelters.models import Opening
from tsunagaru.services.shelters.queries import people, reports, sites
from tsunagaru.services.shelters.rules.states import CannotChange, OpeningAct, OpeningState
from tsunagaru.services.shelters.services import opening as services

CLERKS = staff_with(Role.CLERK, Role.HEAD)
CONFLICT = 409
CHANGED = "状態が変わったため、操作できませんでした。今の状態をご確認ください。"
DONE = {
    OpeningAct.FILL: "受入れを止めました。町のページに「満員です」と表示されます。",
    OpeningAct.FREE: "受入れを再開しました。",
    OpeningAct.CLOSE: "閉鎖しました。",
}


def opening_for(request: PageRequest, id: UUID) -> Opening:
    """Return an opened shelter that the actor runs; any other looks as if there were none."""
    row = Opening.objects.select_related("run", "site").filter(pk=id).first()
    if row is None or not sites.runs(request.actor, row.site_id):
        raise Http404
    return row


@open_to(CLERKS)
@never_cache
@require_safe
def desk(request: PageRequest, opening: UUID) -> HttpResponse:
    """Show one shelter: who is there, what must be looked at, its tablets."""
    return show(request, opening_for(request, opening))


@open_to(CLERKS)
@require_POST
def change(request: PageRequest, opening: UUID, act: str) -> HttpResponse:
    """Take in nobody more, take people in again, or close."""
    row = opening_for(request, opening)
    try:
        wanted = OpeningAct(act)
        services.change(row.pk, wanted, by=request.actor, at=clock.now())
    except ValueError:
        raise Http404 from None
    except CannotChange:
        return show(request, row, CONFLICT, problem=CHANGED)
    messages.success(request, DONE[wanted])
    return redirect("shelters:desk", row.pk)


def show(request: PageRequest, row: Opening, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the template
    """Render a shelter's page, with what went wrong."""
    context = {
        "row": row,
        "view": sites.view(row),
        "is_open": row.state != OpeningState.CLOSED,
        "is_full": row.state == OpeningState.FULL,
        "tablets": people.tablets_of(row),
        "aside": people.aside(row),
        "doubtful": people.doubtful(row),
        "merged": people.merged_count(row),
        "form": TabletForm(),
        "late": reports.is_late(row, clock.now()),
        **more,
    }
    return render(request, "shelters/staff/desk.html", context, status=status)
