"""The seal review (押印の見直し): filter, tick many, decide with a reason."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
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
    valid, wrong = form.is_valid(), ""
    decidable = {row.code for row in queries.rows() if may_decide(request.actor, row.section)}
    if not codes or not set(codes) <= decidable:
        wrong = "見直す手続きを、一覧から選んでください。"
    elif valid:
        wrong = _decide(request, codes, form)
    if wrong or not valid:
        return _page(request, form, codes, wrong=wrong)
    verdict = VERDICT_NAMES[Verdict(form.cleaned_data["verdict"])]
    told = f"{len(set(codes))}件を「{verdict}」に決定しました。様式と公開の一覧に反映しました。"
    messages.success(request, told)
    return redirect(f"{reverse('procedures:review')}?{address_of(request.GET)}")


def _decide(request: PageRequest, codes: list[str], form: ResolutionForm) -> str:
    """Decide, and return why it could not be done, or nothing."""
    try:
        services.decide_seals(codes, _resolution(request, form), by=request.actor, at=clock.now())
    except CannotDecideSeal as error:
        return str(error)
    return ""


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
    request: PageRequest, form: ResolutionForm, ticked: list[str], *, wrong: str = ""
) -> HttpResponse:
    proposed = request.GET.get("proposed", "")
    wanted = wanted_in(request.GET)
    rows = queries.review(at=clock.now(), wanted=wanted, verdict=proposed)
    context: dict[str, Any] = {
        "rows": [(one, may_decide(request.actor, one.line.row.section)) for one in rows],
        "counts": _counts(rows),
        "form": form,
        "ticked": ticked,
        "wrong": [wrong] if wrong else [],
        "wanted": wanted,
        "proposed": proposed,
        "verdicts": [(one.value, VERDICT_NAMES[one]) for one in Verdict],
        "criteria": list(CRITERION_NAMES.values()),
        "query": address_of(request.GET),
        **boxes(),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "procedures/staff/review.html", context, status=status)


def _counts(found: Sequence[queries.Reviewed]) -> dict[str, int]:
    return {
        "all": len(found),
        "stamps": sum(one.proposal is not None for one in found),
        **{
            one.value: sum(bool(row.proposal and row.proposal.verdict is one) for row in found)
            for one in Verdict
        },
    }
