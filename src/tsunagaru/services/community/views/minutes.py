"""Minutes of the own district (会議の記録), as its households read them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.models import Minutes
from tsunagaru.services.community.queries import own
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.rules.minutes import State

LATEST = 50


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show what the meetings of the own district decided."""
    district = _district(request)
    found = Minutes.objects.filter(district=district, state=State.OUT)[:LATEST]
    context = {"name": district_names().get(district, district), "rows": found}
    return render(request, "community/minutes_list.html", context)


@open_to(RESIDENTS)
@never_cache
@require_safe
def minutes(request: PageRequest, minutes: UUID) -> HttpResponse:
    """Show the minutes of one meeting, with the versions before."""
    row = Minutes.objects.filter(pk=minutes, state=State.OUT).first()
    if row is None or row.district != _district(request):
        raise Http404
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "now": row.words,
        "before": list(row.editions.exclude(number=row.edition)),
    }
    return render(request, "community/minutes.html", context)


def _district(request: PageRequest) -> str:
    if request.actor.resident is None or rules() is None:
        raise Http404
    found = own.own(request.actor.resident, clock.now()).district
    if not found:
        raise Http404
    return found
