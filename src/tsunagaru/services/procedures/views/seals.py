"""The seal review (押印の見直し): filter, tick many, decide with a reason."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role, open_to, staff_with
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.forms import ResolutionForm
from tsunagaru.services.procedures.rules.seals import (
    CRITERION_NAMES,
    VERDICT_NAMES,
    CannotDecideSeal,
    Verdict,
)
from tsunagaru.services.procedures.views.deciding import tell
from tsunagaru.services.procedures.views.filtering import address_of, boxes, wanted_in

MOST = 500


def may_decide(actor: Actor, section: str) -> bool:
    """Tell whether an actor decides about the seals of a section's procedures."""
    return actor.has(Role.DX_OFFICE) or section in actor.sections(Role.HEAD)


@open_to(staff_with(Role.HEAD, Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PageRequest) -> HttpResponse:
    """Show what the criteria propose, and decide about what is ticked."""
    if request.method != "POST":
        today = day_of(clock.now())
        form = ResolutionForm(initial={"decided_on": today.isoformat()}, today=today)
        return _page(request, form, [])
    codes = request.POST.getlist("codes")[:MOST]
    form = ResolutionForm(request.POST, today=day_of(clock.now()))
    valid, wrong, done = form.is_valid(), "", None
    decidable = {row.code for row in queries.rows() if may_decide(request.actor, row.section)}
    if not codes or not set(codes) <= decidable:
        wrong = "見直す手続きを、一覧から選んでください。"
    elif valid and (against := _against(request, form, codes)):
        return _page(request, form, codes, against=against)
    elif valid:
        try:
            done = services.decide_seals(
                codes, _resolution(request, form), by=request.actor, at=clock.now()
            )
        except CannotDecideSeal as error:
            wrong = str(error)
    if done is None:
        return _page(request, form, codes, wrong=wrong)
    tell(request, done, VERDICT_NAMES[Verdict(form.cleaned_data["verdict"])])
    return redirect(f"{reverse('procedures:review')}?{address_of(request.GET)}")


def _against(
    request: PageRequest, form: ResolutionForm, codes: list[str]
) -> list[queries.Reviewed]:
    """Return what the criteria propose otherwise, unless the press says that it was seen."""
    verdict = Verdict(form.cleaned_data["verdict"])
    found = queries.against(codes, verdict, at=clock.now())
    seen = request.POST.getlist("seen")
    return [one for one in found if f"{verdict.value}:{one.line.row.code}" not in seen]


def _resolution(request: PageRequest, form: ResolutionForm) -> services.Resolution:
    found = form.cleaned_data
    section = people.staff(request.actor.staff).section if request.actor.staff else ""
    return services.Resolution(
        verdict=Verdict(found["verdict"]),
        reason=found["reason"],
        decided_on=found["decided_on"],
        section=section,
    )


def _page(
    request: PageRequest,
    form: ResolutionForm,
    ticked: list[str],
    *,
    wrong: str = "",
    against: Sequence[queries.Reviewed] = (),
) -> HttpResponse:
    proposed, asked = request.GET.get("proposed", ""), request.GET.get("show", "")
    show = queries.Show(asked) if asked in set(queries.Show) else queries.Show.OPEN
    wanted = wanted_in(request.GET)
    rows = queries.review(at=clock.now(), wanted=wanted, verdict=proposed, show=show)
    context: dict[str, Any] = {
        "rows": [(one, may_decide(request.actor, one.line.row.section)) for one in rows],
        "counts": queries.counts_of(rows),
        "form": form,
        "ticked": ticked,
        "wrong": [wrong] if wrong else [],
        "against": against,
        "wanted": wanted,
        "proposed": proposed,
        "show": show,
        "shows": list(queries.SHOW_NAMES.items()),
        "verdicts": [(one.value, VERDICT_NAMES[one]) for one in Verdict],
        "criteria": list(CRITERION_NAMES.values()),
        "query": address_of(request.GET),
        **boxes(),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "procedures/staff/review.html", context, status=status)
