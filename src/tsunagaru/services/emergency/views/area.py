"""Drawing around the area of an alert on the map (範囲を地図で囲む), without any script."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.forms.areas import AreaForm, tap_in
from tsunagaru.services.emergency.queries.mapping import TownMap, town_map
from tsunagaru.services.emergency.queries.shapes import CORNERS, around
from tsunagaru.services.emergency.rules.drawing import MOST_CORNERS, Corners, written
from tsunagaru.services.emergency.views.proposing import CLERKS

MOVES = (
    ("north", "北へ動かす"),
    ("south", "南へ動かす"),
    ("west", "西へ動かす"),
    ("east", "東へ動かす"),
)


@open_to(CLERKS)
@never_cache
@require_safe
def area(request: PageRequest) -> HttpResponse:
    """Show the map with what is drawn so far and the districts it meets; a tap adds a corner."""
    if not request.actor.works_in(queries.section()):
        raise Http404
    form = AreaForm(request.GET)
    town = town_map(form.pressed, form.drawn)
    corners = _drawn(form, town, request)
    found = around([(one.latitude, one.longitude) for one in corners])
    context = {
        **_counted(corners),
        "form": form if form.errors else AreaForm(initial={"corners": written(corners)}),
        "open": form.errors or request.GET.get("act") == "read" or not town.sheets,
        "names": found.met.names,
        "map": town.drawings(corners, found.parts),
        "town": town,
        "moves": MOVES,
        "near": form.pressed.near,
        "districts": [(one.code, one.name) for one in places.districts()],
        **_onward(request, found.met.codes),
    }
    return render(request, "emergency/staff/area.html", context)


def _drawn(form: AreaForm, town: TownMap, request: PageRequest) -> Corners:
    """Return the corners with the one that was added, if one was."""
    if form.errors:  # what is written is mended first
        return form.drawn
    if form.pressed.act == "middle":
        return town.with_middle(form.drawn)
    return town.with_tap(form.drawn, tap_in(request.GET))


def _counted(corners: Corners) -> dict[str, Any]:
    count = len(corners)
    return {"count": count, "enough": count >= CORNERS, "full": count >= MOST_CORNERS}


def _onward(request: PageRequest, codes: tuple[str, ...]) -> dict[str, Any]:
    """Return where the drawing was begun, and where it leads to with these districts chosen."""
    alert, text = request.GET.get("alert", ""), request.GET.get("text", "")[:60]
    try:
        which = ("emergency:update", [UUID(alert)]) if alert else ("emergency:new", [])
    except ValueError:
        raise Http404 from None
    form = reverse(which[0], args=which[1])
    kept = {"text": text} if text else {}
    return {
        "back": f"{form}?{urlencode(kept)}" if kept else form,
        "onward": f"{form}?{urlencode({**kept, 'districts': ','.join(codes)})}",
        "kept": {"alert": alert, **kept} if alert else kept,
    }
