"""Receipts of a district, its paper, and that the paper went round (受領と紙)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.queries import receipts
from tsunagaru.services.community.queries.copies import print_run
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.services.paper import note_round
from tsunagaru.services.community.views.acting import CLERKS, attempt
from tsunagaru.services.community.views.paper import answer
from tsunagaru.services.community.views.staff_circular import row_for


@open_to(CLERKS)
@never_cache
@require_safe
def district(request: PageRequest, circular: UUID, district: str) -> HttpResponse:
    """Show the receipts of a district household by household; the look is audited."""
    row, at = row_for(request, circular), clock.now()
    run = next(iter(print_run(row, district)), None)
    if run is None:
        raise Http404
    audit(
        actor=request.actor,
        action="circular.receipts_viewed",
        subject=row.pk,
        at=at,
        facts={"district": district},
    )
    context = {
        "row": row,
        "run": run,
        "name": district_names().get(district, district),
        "households": receipts.households(row, district, at=at),
    }
    return render(request, "community/staff/receipts.html", context)


@open_to(CLERKS)
@never_cache
@require_safe
def paper(request: PageRequest, circular: UUID, district: str) -> HttpResponse:
    """Give the paper of a district, or with ``group=CODE`` of one of its groups, as PDF."""
    return answer(request, row_for(request, circular), district)


@open_to(CLERKS)
@require_POST
def round_done(request: PageRequest, circular: UUID, district: str) -> HttpResponse:
    """Note that the paper went round in a group, as its head said by telephone."""
    row = row_for(request, circular)
    group = request.POST.get("group", "")
    runs = print_run(row, district)
    if group not in {one.code for run in runs for one in run.groups}:
        raise Http404
    attempt(
        request,
        lambda: note_round(row.pk, district, group, by=request.actor, at=clock.now()),
        "紙を回し終えたことを記録しました。",
    )
    return redirect("community:receipts", row.pk, district)
