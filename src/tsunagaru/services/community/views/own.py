"""Circulars of a resident's household (住民の回覧): reading them, and how they come."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import WishForm
from tsunagaru.services.community.queries import own
from tsunagaru.services.community.queries.offices import districts_of
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.queries.sheets import sender
from tsunagaru.services.community.queries.words import said, title_in
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services import households
from tsunagaru.services.community.services.reading import note_read
from tsunagaru.services.community.services.releasing import refresh


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the circulars of the own household, and how it gets them."""
    return _show(request, _mine(request))


@open_to(RESIDENTS)
@require_POST
def wish(request: PageRequest) -> HttpResponse:
    """Choose how the household gets its circulars."""
    mine = _mine(request)
    if mine.home is None:
        raise Http404
    form = WishForm(request.POST)
    if not form.is_valid():
        return _show(request, mine, form)
    wanted = Wish(form.cleaned_data["wish"])
    households.choose(mine.home.id, wanted, by=request.actor, at=clock.now())
    return redirect(f"{reverse('community:circulars')}?done=wish")


@open_to(RESIDENTS)
@require_POST
def trial(request: PageRequest) -> HttpResponse:
    """Confirm the trial circular."""
    mine = _mine(request)
    if mine.home is None or mine.row is None or mine.row.tried_at is None:
        raise Http404
    households.confirm_trial(mine.home.id, mine.resident, at=clock.now())
    return redirect(f"{reverse('community:circulars')}?done=trial")


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest, circular: UUID) -> HttpResponse:
    """Read one circular: that is the household's receipt; the button says so as well."""
    mine, at = _mine(request), clock.now()
    found = own.find(circular, mine)
    if found is None:
        raise Http404
    row = found.circular
    if mine.home is not None and request.method != "HEAD":
        if found.delivery is None:  # they moved in today
            refresh(row.pk, at=at)
        confirmed = request.method == "POST"
        note_read(row.pk, mine.home.id, mine.resident, at=at, confirmed=confirmed)
        if confirmed:
            return redirect("community:read", row.pk)
    fresh = own.find(circular, mine) or found
    context = {
        "row": row,
        "said": said(row.words, request.language),
        "sender": sender(row),
        "delivery": fresh.delivery,
        "withdrawn": row.state == State.WITHDRAWN,
        "mine": mine,
        "corrected": row.edition > 1,
    }
    return render(request, "community/read.html", context)


def _mine(request: PageRequest) -> own.Own:
    if request.actor.resident is None or rules() is None:
        raise Http404
    return own.own(request.actor.resident, clock.now())


def _show(request: PageRequest, mine: own.Own, form: WishForm | None = None) -> HttpResponse:
    found = own.circulars_of(mine)
    day = clock.day_of(clock.now())
    names = district_names()
    context = {
        "mine": mine,
        "rows": [(one, title_in(one.circular, request.language)) for one in found],
        "form": form or WishForm(initial={"wish": mine.reading.wish}),
        "reads": mine.resident in mine.reading.readers,
        "someone_reads": bool(mine.reading.readers),
        "trial": mine.row is not None
        and mine.row.tried_at is not None
        and mine.resident not in mine.reading.readers,
        "done": request.GET.get("done", ""),
        "leads": [(code, names.get(code, code)) for code in districts_of(mine.resident, day)],
    }
    status = 422 if form is not None else 200
    return render(request, "community/circulars.html", context, status=status)
