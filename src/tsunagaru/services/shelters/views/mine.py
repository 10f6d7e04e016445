"""A resident's own QR code, and the question after the family (受付コードと家族の照会)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.codes import qr_svg
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.shelters.services import asking, passes
from tsunagaru.services.shelters.services import listing as choices

CONFLICT = 409
CANNOT = "照会できません。同じ世帯の方だけを、1時間に20回まで照会できます。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: PageRequest) -> HttpResponse:
    """Show the resident's code; on POST make a new one, which ends the old."""
    me = _me(request)
    if request.method == "POST":
        passes.make_pass(me, at=clock.now())
        messages.success(request, say("受付コードを作りました。", request.language))
        return redirect("shelters:mine")
    return _show(request)


@open_to(RESIDENTS)
@never_cache
@require_POST
def ask(request: PageRequest) -> HttpResponse:
    """Tell whether one of the household is at a shelter."""
    try:
        member = UUID(request.POST.get("member", ""))
        found = asking.is_here(member, by=request.actor, at=clock.now())
    except (ValueError, asking.CannotAsk):
        return _show(request, CONFLICT, problem=CANNOT)
    return _show(request, answer="yes" if found else "unknown")


@open_to(RESIDENTS)
@never_cache
@require_POST
def listing(request: PageRequest) -> HttpResponse:
    """Note whether the resident wants to stand in the lists of tablets."""
    listed = request.POST.get("listed") == "yes"
    choices.choose_listing(_me(request), listed=listed, at=clock.now())
    said = "名簿に載せます。" if listed else "名簿に載せません。"
    messages.success(request, say(said, request.language))
    return redirect("shelters:mine")


def _me(request: PageRequest) -> UUID:
    return request.actor.resident or UUID(int=0)


def _show(request: PageRequest, status: int = 200, **more: str) -> HttpResponse:
    me = _me(request)
    row = passes.pass_of(me)
    code = passes.code_of(row) if row else ""
    household = people.household_of(me, day=clock.day_of(clock.now()))
    context = {
        "code": code,
        "spaced": " ".join(code[at : at + 4] for at in range(0, len(code), 4)),
        "qr": qr_svg(code) if code else "",
        "made_at": row.made_at if row else None,
        "listed": choices.is_listed(me),
        "family": [one for one in household if one.id != me],
        **more,
    }
    return render(request, "shelters/public/mine.html", context, status=status)
