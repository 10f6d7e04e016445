"""The list of those who need support to flee (避難行動要支援者名簿の画面)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency.definitions import SafetyFile
from tsunagaru.services.emergency.forms.support import SupportForm
from tsunagaru.services.emergency.models import Supported
from tsunagaru.services.emergency.queries import safety, support
from tsunagaru.services.emergency.services import support as listing
from tsunagaru.services.emergency.views.proposing import CLERKS

UNFIT = 422


def list_rules(request: PageRequest) -> SafetyFile:
    """Return the town's rules, for whose work the list is."""
    setup = safety.safety_setup()
    if setup is None or not support.may_open_list(request.actor):
        raise Http404
    return setup


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support_listed(request: PageRequest) -> HttpResponse:
    """Show everybody on the list; find somebody to put on it. Looking is audited."""
    setup, at = list_rules(request), clock.now()
    form = ResidentSearchForm(request.POST if request.method == "POST" else None)
    found: list[people.ResidentView] = []
    if form.is_bound and form.is_valid():
        by = request.actor
        found = list(people.search_residents(by=by, at=at, page="support", **form.cleaned_data))
    rows = list(support.listed())
    known = people.residents([one.resident for one in rows], day=clock.day_of(at))
    audit(actor=request.actor, action="emergency.support_viewed", at=at)
    reasons, districts = setup.names("reasons"), safety.district_names()
    context = {
        "rows": [
            {
                "row": one,
                "name": known[one.resident].name if one.resident in known else "―",
                "district": districts.get(one.district, one.district),
                "reasons": "、".join(reasons.get(code, code) for code in one.reasons or ()),
            }
            for one in rows
        ],
        "form": form,
        "found": found,
        "searched": form.is_bound and form.is_valid(),
        "handed": support.disclosures()[:50],
        "supporters": setup.names("supporters") | {"district": "区長"},
    }
    status = UNFIT if form.is_bound and form.errors else 200
    return render(request, "emergency/staff/support/list.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support_entry(request: PageRequest, resident: UUID) -> HttpResponse:
    """Show and write somebody's entry and evacuation plan, or take them off the list."""
    setup, at, by = list_rules(request), clock.now(), request.actor
    try:
        person = people.resident(resident, day=clock.day_of(at))
    except people.NoSuchResident as error:
        raise Http404 from error
    row = Supported.objects.filter(resident=resident, left_at=None).first()
    if "remove" in request.POST and row is not None:
        listing.remove(row.pk, by=by, at=at)
        messages.success(request, "名簿から外しました。")
        return redirect("emergency:support")
    data = request.POST if request.method == "POST" else None
    form = SupportForm(setup, data, row=row, district=person.district)
    if form.is_bound and form.is_valid():
        listing.list_person(resident, form.entry(), by=by, at=at)
        messages.success(request, "名簿に書きました。")
        return redirect("emergency:support")
    if not form.is_bound:
        audit(actor=by, action="emergency.support_viewed", subject=resident, at=at)
    status = UNFIT if form.is_bound else 200
    context = {"person": person, "row": row, "form": form}
    return render(request, "emergency/staff/support/entry.html", context, status=status)
