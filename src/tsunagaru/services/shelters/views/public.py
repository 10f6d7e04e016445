"""Shelters for everybody (避難所のページ): what is open, and where there is room."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.maps import Map, MapPoint, town_map
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.shelters.definitions import HAZARDS
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.queries.sites import SiteView

TITLE, CREDIT = "避難所の地図", "町の形と場所は、およそのものです。"
CLOSED = "開いていません"


@open_to(ANYONE)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show what is open with its room, then all the others, and where they are."""
    rows = sites.views(drills=False)
    context = {
        "rows": [one for one in rows if one.opening],
        "map": _map(rows, request.language),
        "now": clock.now(),
    }
    return render(request, "shelters/public/list.html", context)


@open_to(ANYONE)
@never_cache
@require_safe
def shelter(request: PageRequest, code: str) -> HttpResponse:
    """Show one shelter: whether it is open, where it is, what it is fit for."""
    one = next((row for row in sites.views(drills=False) if row.shape.code == code), None)
    if one is None:
        raise Http404
    context = {
        "one": one,
        "hazards": [HAZARDS[name] for name in one.shape.hazards],
        "district": places.district_names().get(one.shape.district, ""),
        "map": _map([one], request.language),
        "now": clock.now(),
    }
    return render(request, "shelters/public/shelter.html", context)


def _map(rows: list[SiteView], language: str) -> Map:
    points = [
        MapPoint(
            name=one.shape.name.text,
            longitude=one.shape.longitude,
            latitude=one.shape.latitude,
            url=reverse("shelters:shelter", args=[one.shape.code]),
            note=say(one.crowding.value if one.opening else CLOSED, language),
        )
        for one in rows
    ]
    outline = [(longitude, latitude) for latitude, longitude in places.outline()]
    return town_map(TITLE, points, outline=outline, credit=CREDIT, language=language)
