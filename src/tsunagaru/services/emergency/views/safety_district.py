"""A district in a disaster, for its head (区長の画面): counts, names where allowed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.emergency.forms.safety import NeighbourForm
from tsunagaru.services.emergency.models import Round
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.queries import sharing
from tsunagaru.services.emergency.rules.safety import Way, summed
from tsunagaru.services.emergency.services.answers import Whose, answer
from tsunagaru.services.emergency.views.safety_answer import UNFIT


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def safety_district(request: PageRequest) -> HttpResponse:
    """Show a head how the own districts stand, and take what neighbours said."""
    codes, at = sharing.districts_of(request.actor.resident), clock.now()
    if not codes:
        raise Http404
    rounds, status = list(queries.open_rounds()), 200
    form = NeighbourForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        row = next((one for one in rounds if str(one.pk) == request.POST.get("round")), None)
        district = request.POST.get("district", "")
        if row is None or district not in codes:
            raise Http404
        if form.is_valid():
            whose = Whose(district=district, name=form.cleaned_data["name"])
            answer(row.pk, whose, form.said(Way.NEIGHBOUR), at=at, by=request.actor)
            messages.success(request, say("入力しました。", request.language))
            return redirect("emergency:safety_district")
        status = UNFIT
    boards = [_board(request, row, code) for row in rounds for code in codes]
    context = {"boards": boards, "form": form if status == UNFIT else NeighbourForm()}
    return render(request, "emergency/safety/district.html", context, status=status)


def _board(request: PageRequest, row: Round, code: str) -> dict[str, object]:
    at = clock.now()
    lines = {one.code: one for one in queries.by_district(row)}
    names, hidden = sharing.silent_names(row, code, at)
    if names:
        facts: dict[str, str | int] = {"district": code, "names": len(names)}
        by, on = request.actor, row.pk
        audit(actor=by, action="emergency.silent_viewed", subject=on, at=at, facts=facts)
    return {
        "row": row,
        "code": code,
        "name": queries.district_names().get(code, code),
        "counts": lines[code].counts if code in lines else summed(()),
        "silent": names,
        "hidden": hidden,
    }
