"""An inquiry shown to its sender, and what the buttons there do (状況の画面と操作)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.services.hearing.forms import AgainForm
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries import own as queries
from tsunagaru.services.hearing.queries.setups import need_rules, topic_name
from tsunagaru.services.hearing.rules.states import CannotMove
from tsunagaru.services.hearing.services import leaving, receiving
from tsunagaru.services.hearing.views.flooding import (
    TOO_MANY,
    TOO_MANY_REQUESTS,
    UNFIT,
    may_send,
)

LATE = "ほかの操作が先に行われたか、期間が過ぎたため、できませんでした。"
CONFLICT = 409


def act_on(request: PageRequest, row: Inquiry, here: str, act: str) -> HttpResponse:
    """Do what its sender pressed, and say so where they were."""
    at, name = clock.now(), request.POST.get("act", "")
    form = AgainForm(request.POST)
    if name == "again" and not form.is_valid():
        return show(request, row, act, form, status=UNFIT)
    if name == "again" and not may_send(request):
        return show(request, row, act, form, status=TOO_MANY_REQUESTS, problem=TOO_MANY)
    try:
        if name == "again":
            receiving.ask_again(row.pk, form.cleaned_data["again"], at=at)
        elif name == "withdraw":
            leaving.withdraw(row.pk, at=at)
        elif name in ("agree", "disagree"):
            leaving.allow_publishing(row.pk, allowed=name == "agree", at=at)
        else:
            raise Http404
    except (CannotMove, receiving.CannotAskAgain):
        return show(request, row, act, form, status=CONFLICT, problem=LATE)
    return redirect(f"{here}?done={name}")


def show(
    request: PageRequest,
    row: Inquiry,
    act: str,
    form: AgainForm | None = None,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    """Show how an inquiry stands, with what was typed wrongly."""
    row.refresh_from_db()
    context = {
        "status": queries.status(row, clock.now()),
        "row": row,
        "topic": topic_name(row.topic, request.language),
        "act_url": act,
        "form": form or AgainForm(),
        "done": request.GET.get("done", ""),
        "thanks": need_rules().thanks.text,
        "link": "" if row.resident else request.build_absolute_uri(queries.path_of(row.pk)),
        "problems": [problem] if problem else [],
    }
    return render(request, "hearing/status.html", context, status=status)
