"""The seal review (押印の見直し): filter, tick many, decide with a reason."""

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
TELLING = (
    "{names}の様式には、押印や印鑑登録証明書の説明が残っています。様式の編集で直してください。"
)


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
    elif valid:
        try:
            done = services.decide_seals(
                codes, _resolution(request, form), by=request.actor, at=clock.now()
            )
        except CannotDecideSeal as error:
            wrong = str(error)
    if done is None:
        return _page(request, form, codes, wrong=wrong)
    _tell(request, done, VERDICT_NAMES[Verdict(form.cleaned_data["verdict"])])
    return redirect(f"{reverse('procedures:review')}?{address_of(request.GET)}")


def _tell(request: PageRequest, done: services.DecidedSeals, verdict: str) -> None:
    """Tell what was decided, what was left out and why, and where words of a seal remain."""
    told = f"{len(done.codes)}件を「{verdict}」に決定しました。様式と公開の一覧に反映しました。"
    messages.success(request, told)
    if done.left:
        left = "　".join(done.left)
        messages.warning(request, f"次の{len(done.left)}件は、決定していません。{left}")
    if done.telling:
        names = "".join(f"「{name}」" for name in done.telling)
        messages.warning(request, TELLING.format(names=names))


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
