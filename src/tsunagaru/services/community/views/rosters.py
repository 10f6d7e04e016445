"""The roster of a district (名簿の画面): of the own household, of who leads it, of the town."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import RosterForm
from tsunagaru.services.community.models import PaperHome, RosterEntry
from tsunagaru.services.community.queries import own
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.rules.rosters import FIELD_NAMES
from tsunagaru.services.community.services import rosters
from tsunagaru.services.community.views.acting import CLERKS
from tsunagaru.services.community.views.staff_districts import code_of

LATEST = 30


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: PageRequest) -> HttpResponse:
    """Show what the own household wrote into the roster, and who looked; a POST changes it."""
    if request.actor.resident is None or rules() is None:
        raise Http404
    at = clock.now()
    home = own.own(request.actor.resident, at).home
    if home is None or not home.district:
        raise Http404
    row = RosterEntry.objects.filter(household=home.id).first()
    sent = request.method == "POST"
    form = RosterForm(request.POST if sent else None, initial=RosterForm.shown_of(row))
    if sent and form.is_valid():
        rosters.write_entry(home, form.values(), form.shares(), by=request.actor, at=at)
        return redirect(f"{reverse('community:own_roster')}?done=1")
    looks = list(row.looks.all()[:LATEST]) if row else []
    context = {
        "form": form,
        "name": district_names().get(home.district, home.district),
        "looks": [(one, [FIELD_NAMES[field] for field in one.fields]) for one in looks],
        "done": "done" in request.GET,
        "written": PaperHome.objects.filter(household=home.id).first(),
    }
    return render(request, "community/own_roster.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@never_cache
@require_safe
def roster(request: PageRequest, district: str) -> HttpResponse:
    """Show a district's roster to who leads it, or one of its groups."""
    return _show(request, district, "community/roster.html")


@open_to(CLERKS)
@never_cache
@require_safe
def staff_roster(request: PageRequest, district: str) -> HttpResponse:
    """Show members of staff what households agreed that the town reads."""
    return _show(request, code_of(request, district), "community/staff/roster.html")


def _show(request: PageRequest, district: str, page: str) -> HttpResponse:
    try:
        lines = rosters.look(district, by=request.actor, at=clock.now())
    except rosters.CannotLook as error:
        raise Http404 from error
    rows = [(line.group, [line.values.get(field, "") for field in FIELD_NAMES]) for line in lines]
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "titles": list(FIELD_NAMES.values()),
        "rows": rows,
    }
    return render(request, page, context)
