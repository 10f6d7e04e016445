"""A person's right over what the head wrote (本人の求め): seen, corrected, removed by the town."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.forms import NameForm, PersonForm
from tsunagaru.services.community.models import PaperHome
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.services import paper_homes
from tsunagaru.services.community.services.paper_homes import EnteredBefore
from tsunagaru.services.community.views.acting import CLERKS
from tsunagaru.services.community.views.paper_homes import REMOVED, changed, home_form
from tsunagaru.services.community.views.staff_district_acts import NOBODY
from tsunagaru.services.community.views.staff_districts import code_of

LINKED = "住民記録の世帯と同じものとして記録しました。"
LINKED_BEFORE = "住民記録のその世帯は、ほかの記載で登録されています。"
LOOKS = 50


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: PageRequest, district: str) -> HttpResponse:
    """Find the entry of somebody who asks; nothing is shown without the whole name."""
    code = code_of(request, district)
    form = NameForm(request.POST if request.method == "POST" else None)
    rows, searched = [], form.is_valid()
    if searched:
        name = form.cleaned_data["name"]
        rows = list(paper_homes.look(code, by=request.actor, at=clock.now(), name=name))
    context = {
        "code": code,
        "name": district_names().get(code, code),
        "form": form,
        "rows": rows,
        "searched": searched,
    }
    status = 422 if form.is_bound and not searched else 200
    return render(request, "community/staff/paper_homes.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PageRequest, home: UUID) -> HttpResponse:
    """Show an entry and who looked; a POST corrects it."""
    row = _row(request, home)
    sent = request.method == "POST"
    form = home_form(request, row.district, row)
    if sent and form.is_valid() and changed(request, row, form):
        return redirect("community:staff_paper_home", row.pk)
    if not sent:
        paper_homes.look(row.district, by=request.actor, at=clock.now(), name=row.name)
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "form": form,
        "person": PersonForm(),
        "looks": list(row.looks.all()[:LOOKS]),
    }
    return render(request, "community/staff/paper_home.html", context, status=422 if sent else 200)


@open_to(CLERKS)
@require_POST
def act(request: PageRequest, home: UUID) -> HttpResponse:
    """Delete an entry as the person asked, or say which household of the register it is."""
    row = _row(request, home)
    if request.POST.get("act") == "remove":
        paper_homes.remove(row.pk, by=request.actor, at=clock.now())
        messages.success(request, REMOVED)
        return redirect("community:asked_homes", row.district)
    _link(request, row)
    return redirect("community:staff_paper_home", row.pk)


def _link(request: PageRequest, row: PaperHome) -> None:
    form, at = PersonForm(request.POST), clock.now()
    found = list(
        people.search_residents(by=request.actor, at=at, page="district", **form.cleaned_data)
        if form.is_valid()
        else []
    )
    if len(found) != 1 or found[0].household is None:
        messages.warning(request, NOBODY)
        return
    try:
        paper_homes.link(row.pk, found[0].household, by=request.actor, at=at)
    except EnteredBefore:
        messages.warning(request, LINKED_BEFORE)
    else:
        messages.success(request, LINKED)


def _row(request: PageRequest, home: UUID) -> PaperHome:
    row = get_object_or_404(PaperHome, pk=home)
    code_of(request, row.district)
    return row
