"""An officer is absent for a time (役員の不在): says so, or the town does."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import AwayForm
from tsunagaru.services.community.models import Term
from tsunagaru.services.community.queries.offices import terms_on
from tsunagaru.services.community.services import offices
from tsunagaru.services.community.views.acting import CLERKS
from tsunagaru.services.community.views.staff_districts import code_of

NOTED = "不在を記録しました。その間の紙は、ほかの役員が受け取ります。"
BACK = "不在を終えました。"
WRONG = "日付は 2026-04-01 のように入力してください。"


@open_to(RESIDENTS)
@require_POST
def own(request: PageRequest, district: str) -> HttpResponse:
    """Note the own absence, in every office of the district."""
    if request.actor.resident is None:
        raise Http404
    day = clock.day_of(clock.now())
    rows = list(terms_on(day).filter(district=district, resident=request.actor.resident))
    if not rows:
        raise Http404
    _note(request, rows)
    return redirect("community:district", district)


@open_to(CLERKS)
@require_POST
def of_term(request: PageRequest, term: UUID) -> HttpResponse:
    """Note an officer's absence, as was told by telephone."""
    row = get_object_or_404(Term, pk=term)
    code = code_of(request, row.district)
    _note(request, [row])
    return redirect("community:staff_district", code)


def _note(request: PageRequest, rows: list[Term]) -> None:
    form = AwayForm(request.POST)
    if not form.is_valid():
        messages.warning(request, WRONG)
        return
    until = form.cleaned_data["until"]
    for row in rows:
        offices.be_away(row.pk, until, by=request.actor, at=clock.now())
    messages.success(request, NOTED if until else BACK)
