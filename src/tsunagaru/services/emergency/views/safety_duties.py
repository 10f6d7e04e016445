"""Heads of districts, and groups that may see their people (区長・団体の登録)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries as town
from tsunagaru.services.emergency.forms.support import GroupForm, HeadForm
from tsunagaru.services.emergency.models import DistrictHead, Group
from tsunagaru.services.emergency.queries import safety
from tsunagaru.services.emergency.services import sharing
from tsunagaru.services.emergency.views.proposing import CLERKS

UNFIT = 422


def _check(request: PageRequest) -> None:
    if not request.actor.works_in(town.section()):
        raise Http404


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: PageRequest) -> HttpResponse:
    """Show who looks after which district and group, and find somebody for it."""
    _check(request)
    at = clock.now()
    form = ResidentSearchForm(request.POST if request.method == "POST" else None)
    found: list[people.ResidentView] = []
    if form.is_bound and form.is_valid():
        by = request.actor
        found = list(people.search_residents(by=by, at=at, page="safety", **form.cleaned_data))
    heads = list(DistrictHead.objects.filter(until=None).order_by("district", "since"))
    groups = list(Group.objects.filter(closed_at=None).order_by("name"))
    ids = [one.resident for one in heads] + [one.keeper for one in groups]
    known, names = people.residents(ids, day=clock.day_of(at)), safety.district_names()
    context = {
        "form": form,
        "found": found,
        "searched": form.is_bound and form.is_valid(),
        "heads": [
            (one, names.get(one.district, one.district), known.get(one.resident)) for one in heads
        ],
        "groups": [(one, known.get(one.keeper)) for one in groups],
    }
    status = UNFIT if form.is_bound and form.errors else 200
    return render(request, "emergency/staff/safety/duties.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duty_new(request: PageRequest, resident: UUID) -> HttpResponse:
    """Name a resident the head of a district, or the keeper of a group."""
    _check(request)
    at = clock.now()
    try:
        person = people.resident(resident, day=clock.day_of(at))
    except people.NoSuchResident as error:
        raise Http404 from error
    of_head = HeadForm(request.POST if "head" in request.POST else None)
    of_group = GroupForm(request.POST if "group" in request.POST else None)
    if of_head.is_bound and of_head.is_valid():
        district = of_head.cleaned_data["district"]
        sharing.name_head(district, resident, by=request.actor, at=at)
    elif of_group.is_bound and of_group.is_valid():
        data = of_group.cleaned_data
        sharing.found_group(data["name"], data["kind"], resident, by=request.actor, at=at)
    else:
        wrong = request.method == "POST"
        context = {"person": person, "head": of_head, "group": of_group}
        status = UNFIT if wrong else 200
        return render(request, "emergency/staff/safety/duty.html", context, status=status)
    messages.success(request, "登録しました。")
    return redirect("emergency:duties")


@open_to(CLERKS)
@require_POST
def duty_end(request: PageRequest, duty: UUID) -> HttpResponse:
    """End somebody's duty."""
    _check(request)
    try:
        sharing.end_duty(duty, by=request.actor, at=clock.now())
    except sharing.CannotShare as error:
        raise Http404 from error
    messages.success(request, "終わりにしました。")
    return redirect("emergency:duties")
