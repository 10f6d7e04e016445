"""Who wants to stand in the lists of tablets, or not, as told to a clerk (名簿の希望の聞き取り)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.forms.listing import ListingForm
from tsunagaru.services.shelters.services import listing
from tsunagaru.services.shelters.views.staff import CLERKS

UNPROCESSABLE = 422
OFF = "名簿に載せないことにしました。名簿を入れた端末からは、次に通信したときに消えます。"
ON = "名簿に載せることにしました。名簿を入れた端末には、次に名簿を入れ直すときに入ります。"
SAME = "もとの希望と同じでした。変わったところはありません。"


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: PageRequest) -> HttpResponse:
    """Find the resident who telephones, writes or stands at the counter; the look is audited."""
    sent = request.method == "POST"
    form = ResidentSearchForm(request.POST if sent else None)
    found: list[people.ResidentView] = []
    if form.is_valid():
        told, at = form.cleaned_data, clock.now()
        found = list(people.search_residents(by=request.actor, at=at, page="shelter_names", **told))
    context = {"form": form, "found": found, "searched": form.is_valid()}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "shelters/staff/names_find.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PageRequest, resident: UUID) -> HttpResponse:
    """Show whether a resident and the household stand in the lists; on POST note what they told."""
    at = clock.now()
    try:
        household = people.household_of(resident, day=clock.day_of(at))
    except people.NoSuchResident as error:
        raise Http404 from error
    sent = request.method == "POST"
    form = ListingForm(household, request.POST if sent else None, initial={"who": [str(resident)]})
    if form.is_valid():
        told = form.told()
        changed = listing.note_listing(by=request.actor, at=at, **told)
        said = (ON if told["listed"] else OFF) if changed else SAME
        messages.success(request, said)
        return redirect("shelters:choose_listed", resident)
    if not sent:
        listing.look_at_listing(resident, by=request.actor, at=at)
    refused = listing.refusals([one.id for one in household])
    context = {"form": form, "rows": [(one, refused.get(one.id)) for one in household]}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "shelters/staff/names_choose.html", context, status=status)
