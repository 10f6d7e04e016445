"""Saying that a refused value is no individual number (個人番号ではないとの申出)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.security.forms import ContestForm
from tsunagaru.services.security.queries.statements import latest, read_token
from tsunagaru.services.security.rules.states import CannotState
from tsunagaru.services.security.services import contesting

UNFIT, BUSY = 422, 503


@open_to(ANYONE)
@require_http_methods(["GET", "POST"])
def contest(request: PageRequest, token: str) -> HttpResponse:
    """Take a statement about a refused value; the same address shows what became of it."""
    about = read_token(token)
    if about is None:
        raise Http404
    form = ContestForm(request.language, request.POST if request.method == "POST" else None)
    status, full = UNFIT if request.method == "POST" else 200, False
    if form.is_valid():
        claim = form.cleaned_data["claim"]
        try:
            contesting.state(about, claim=claim, by=request.actor, at=clock.now())
            return redirect("security:contest", token=token)
        except CannotState:
            status, full = BUSY, True
    row, now = latest(about), clock.now()
    over = row is not None and row.expires_at is not None and row.expires_at <= now
    context = {"form": form, "about": about, "statement": row, "over": over, "full": full}
    return render(request, "security/contest.html", context, status=status)
