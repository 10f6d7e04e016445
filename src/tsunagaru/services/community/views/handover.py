"""Handing a district over to the next year's head (来年度への引継ぎ)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import SuccessorForm
from tsunagaru.services.community.queries.officers import officers
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.services import offices

NOBODY = "次の区長を選んでください。"


@open_to(RESIDENTS)
@require_POST
def hand_over(request: PageRequest, district: str) -> HttpResponse:
    """Name the next year's head."""
    at = clock.now()
    day = clock.day_of(at)
    if not leads(request.actor.resident, district, day):
        raise Http404
    form = SuccessorForm(request.POST, people=officers(district, day))
    if not form.is_valid():
        messages.warning(request, NOBODY)
        return redirect("community:district", district)
    chosen = form.cleaned_data["successor"]
    first = offices.hand_over(district, chosen, by=request.actor, at=at)
    day_named = date_format(first, "DATE_FORMAT")
    done = say("引き継ぎました。{day}から次の区長に替わります。", request.language, day=day_named)
    messages.success(request, done)
    return redirect("community:district", district)
