"""Finding a procedure (手続きを探す): search box, turns in life, all of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.procedures import queries, services

LONGEST = 100


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def finder(request: PageRequest) -> HttpResponse:
    """Answer a search, show a turn in life, or list everything."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    events = applications.life_events()
    chosen = next((e for e in events if e.code == request.GET.get("life", "")), None)
    if query:
        found = queries.find(query)
        if request.method == "GET":
            services.note_search(found=len(found), at=clock.now())
    elif chosen is not None:
        found = chosen.procedures(applications.procedures())
    else:
        found = applications.procedures()
    guides = applications.guides_of(chosen.code) if chosen else ()
    context = {"query": query, "events": events, "chosen": chosen, "found": found, "guides": guides}
    return render(request, "procedures/finder.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def detail(request: PageRequest, code: str) -> HttpResponse:
    """Tell everything about one procedure."""
    try:
        procedure = applications.procedure(code)
    except applications.CannotFind as error:
        raise Http404 from error
    events = [e for e in applications.life_events() if e.code in procedure.life_events]
    context = {
        "procedure": procedure,
        "section": queries.section_names().get(procedure.section, procedure.section),
        "channels": [queries.CHANNELS[channel] for channel in procedure.channels],
        "events": events,
        "visit": queries.visit_name(procedure),
    }
    return render(request, "procedures/detail.html", context)
