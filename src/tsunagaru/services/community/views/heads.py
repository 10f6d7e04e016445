"""Pages of who leads a district or a group (区長・組長の画面): the own area and nothing else."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import AwayForm, SuccessorForm
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries.copies import GroupRun, print_run
from tsunagaru.services.community.queries.officers import next_head_named, officers
from tsunagaru.services.community.queries.offices import offices_of
from tsunagaru.services.community.queries.receipts import Received, received
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.duties import Office, may_lead, may_report
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services.paper import note_round
from tsunagaru.services.community.views.acting import attempt
from tsunagaru.services.community.views.paper import answer

LATEST = 20


@open_to(RESIDENTS)
@never_cache
@require_safe
def district(request: PageRequest, district: str) -> HttpResponse:
    """Show what goes round in a district to who leads it, or one of its groups."""
    day = clock.day_of(clock.now())
    offices = offices_of(request.actor.resident, day)
    if district not in {one.district for one in offices}:
        raise Http404
    there = Circular.objects.filter(deliveries__district=district).distinct()
    out = list(there.filter(state__in=(State.OUT, State.CLOSED, State.WITHDRAWN))[:LATEST])
    leads = may_lead(offices, district)
    drafts = Circular.objects.filter(district=district, state=State.DRAFT) if leads else ()
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "leads": leads,
        "rows": [(row, _groups(row, district, offices), _of(row, district)) for row in out],
        "drafts": drafts,
        "away": AwayForm(),
        "is_away": any(one.away for one in offices if one.district == district),
        "successor": SuccessorForm(people=officers(district, day)) if leads else None,
        "next_head": next_head_named(district, day) if leads else None,
    }
    return render(request, "community/district.html", context)


def _groups(row: Circular, district: str, offices: Sequence[Office]) -> list[GroupRun]:
    run = next(iter(print_run(row, district)), None)
    groups = run.groups if run else []
    return [one for one in groups if may_report(offices, district, one.code)]


def _of(row: Circular, district: str) -> Received | None:
    return next((one for one in received(row) if one.code == district), None)


@open_to(RESIDENTS)
@never_cache
@require_safe
def paper(request: PageRequest, circular: UUID, district: str) -> HttpResponse:
    """Give the own district's paper as PDF; a group's head gets the own group's only."""
    offices = offices_of(request.actor.resident, clock.day_of(clock.now()))
    group = request.GET.get("group")
    fits = may_lead(offices, district) if group is None else may_report(offices, district, group)
    if not fits:
        raise Http404
    return answer(request, _row(circular, district), district)


@open_to(RESIDENTS)
@require_POST
def round_done(request: PageRequest, circular: UUID, district: str) -> HttpResponse:
    """Note that the paper went round in a group."""
    offices = offices_of(request.actor.resident, clock.day_of(clock.now()))
    group = request.POST.get("group", "")
    if not may_report(offices, district, group):
        raise Http404
    row = _row(circular, district)
    attempt(
        request,
        lambda: note_round(row.pk, district, group, by=request.actor, at=clock.now()),
        "紙を回し終えたことを記録しました。",
    )
    return redirect("community:district", district)


def _row(circular: UUID, district: str) -> Circular:
    rows = Circular.objects.exclude(released_at=None).filter(deliveries__district=district)
    row = rows.filter(pk=circular).first()
    if row is None:
        raise Http404
    return row
