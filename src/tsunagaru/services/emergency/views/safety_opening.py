"""Beginning to ask whether everybody is safe (安否確認を始める)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries as town
from tsunagaru.services.emergency.forms.safety import OpenForm
from tsunagaru.services.emergency.queries import alerts, safety, support
from tsunagaru.services.emergency.services import rounds
from tsunagaru.services.emergency.views.proposing import CLERKS

UNFIT, CONFLICT = 422, 409
REAL_IS_OPEN = "本番の安否確認をしている間は、訓練を始められません。"


@open_to(CLERKS)
@never_cache
@require_safe
def round_list(request: PageRequest) -> HttpResponse:
    """Show the rounds of one's section, the newest first."""
    context = {
        "rows": [(row, safety.whole(row)) for row in safety.rounds_for(request.actor)[:50]],
        "may_open": _may_open(request),
        "may_list": support.may_open_list(request.actor),
    }
    return render(request, "emergency/staff/safety/list.html", context)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: PageRequest) -> HttpResponse:
    """Begin to ask: by hand, or with an alert's districts."""
    if not _may_open(request):
        raise Http404
    chosen = _id(request.GET.get("alert", ""))
    alert = alerts.alerts_for(request.actor).filter(pk=chosen).first() if chosen else None
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        drill="yes" if alert and alert.drill else "",
    )
    problem, status = "", 200
    if form.is_bound and form.is_valid():
        opening = form.opening(alert=alert.pk if alert else None)
        try:
            made = rounds.open_round(opening, by=request.actor, at=clock.now())
        except rounds.CannotDrillNow:
            problem, status = REAL_IS_OPEN, CONFLICT
        else:
            messages.success(request, "安否確認を始めました。")
            return redirect("emergency:round", made)
    elif form.is_bound:
        status = UNFIT
    context = {"form": form, "alert": alert, "problem": problem}
    return render(request, "emergency/staff/safety/new.html", context, status=status)


def _may_open(request: PageRequest) -> bool:
    return safety.safety_setup() is not None and request.actor.works_in(town.section())


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
