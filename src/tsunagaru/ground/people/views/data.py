"""My data: everything the town holds about me, to take along or to have erased (開示と消去)."""

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.people import services
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.views.me import me_of
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to


@open_to(RESIDENTS)
@never_cache
@require_safe
def data(request: PageRequest) -> HttpResponse:
    """Tell what is held about the person; what is kept of others only is left out."""
    person = me_of(request).id
    titles = [offer.title for offer in services.privacy_offers() if offer.export(person)]
    return render(request, "people/data.html", {"titles": titles})


@open_to(RESIDENTS)
@never_cache
@require_POST
def export(request: PageRequest) -> HttpResponse:
    """Hand out everything as one JSON file."""
    at = clock.now()
    found = services.export_person(me_of(request).id, at=at)
    text = json.dumps(found, ensure_ascii=False, indent=1, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"my-data-{clock.day_of(at).isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PageRequest) -> HttpResponse:
    """Ask once more; then erase what the law allows and close the account."""
    if request.method != "POST" or request.POST.get("sure") != "on":
        unsure = request.method == "POST"
        return render(
            request, "people/erase.html", {"unsure": unsure}, status=400 if unsure else 200
        )
    services.erase_person(me_of(request).id, at=clock.now())
    signing.end_session(request)
    return redirect("people:erased")


@open_to(ANYONE)
@require_safe
def erased(request: PageRequest) -> HttpResponse:
    """Confirm the erasure to a person who is a stranger now."""
    return render(request, "people/erased.html")
