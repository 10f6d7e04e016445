"""Proposing an idea (アイデアの提案)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.hearing.forms import IdeaForm
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.queries.setups import rules
from tsunagaru.services.hearing.rules.rounds import (
    Phase,
)
from tsunagaru.services.hearing.rules.standing import Bar
from tsunagaru.services.hearing.services.proposing import CannotTakePart, propose
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.views.flooding import TOO_MANY, TOO_MANY_REQUESTS, UNFIT, may_send
from tsunagaru.services.hearing.views.rounds import facts_of, round_or_404
from tsunagaru.services.hearing.views.showing import CONFLICT

NOT_OPEN = "今は、アイデアを受け付けていません。"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, number: int) -> HttpResponse:
    """Take in an idea of somebody who may propose one."""
    row, at = round_or_404(number), clock.now()
    if row.phase(clock.day_of(at)) is not Phase.COLLECTING:
        return _show(request, row, None, problem=NOT_OPEN, status=CONFLICT)
    bar = queries.standing(row, resident_of(request), at)
    posted = request.method == "POST"
    if bar is not None or not posted:
        status = CONFLICT if posted else 200
        return _show(request, row, None if bar else IdeaForm(), bar=bar, status=status)
    return _propose(request, row, IdeaForm(request.POST))


def _propose(request: PageRequest, row: IdeaRound, form: IdeaForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, row, form, status=UNFIT)
    if not may_send(request):
        return _show(request, row, form, problem=TOO_MANY, status=TOO_MANY_REQUESTS)
    try:
        propose(row.pk, form.proposal(), resident=resident_of(request), at=clock.now())
    except (CannotRun, CannotTakePart):
        return _show(request, row, form, problem=NOT_OPEN, status=CONFLICT)
    return redirect(f"{reverse('hearing:round', args=[row.number])}?done=proposed")


def _show(
    request: PageRequest,
    row: IdeaRound,
    form: IdeaForm | None,
    *,
    bar: Bar | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    phase = row.phase(clock.day_of(clock.now()))
    context = {
        **facts_of(row, phase),
        "form": form,
        "bar": bar.value if bar else "",
        "problems": [problem] if problem else [],
    }
    return render(request, "hearing/ideas/new.html", context, status=status)


def resident_of(request: PageRequest) -> UUID:
    """Return who asks, where the town has public hearing."""
    if request.actor.resident is None or rules() is None:
        raise Http404
    return request.actor.resident
