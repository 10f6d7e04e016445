"""The register for everybody (手続きの一覧), and the seals that are gone (押印を廃止した手続)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.views.filtering import address_of, boxes, wanted_in

A_PAGE = 30


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def everything(request: PageRequest) -> HttpResponse:
    """List every kind of procedure of the town, online or not."""
    wanted = wanted_in(request.GET)
    found = queries.register(at=clock.now(), wanted=wanted)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "found": len(found),
        "wanted": wanted,
        "query": address_of(request.GET),
        "guides": applications.guides_of(wanted.life) if wanted.life else (),
        **boxes(),
    }
    return render(request, "procedures/everything.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def seals(request: PageRequest) -> HttpResponse:
    """List the procedures whose seal was abolished, with date and reason."""
    found = queries.abolished(at=clock.now())
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "found": len(found),
    }
    return render(request, "procedures/seals.html", context)
