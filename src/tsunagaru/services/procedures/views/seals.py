"""The seal review (押印の見直し): filter, tick many, decide with a reason."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.forms import ResolutionForm
from tsunagaru.services.procedures.rules.seals import (
    VERDICT_NAMES,
    CannotDecideSeal,
    Verdict,
)
from tsunagaru.services.procedures.views.deciding import tell
from tsunagaru.services.procedures.views.filtering import address_of
from tsunagaru.services.procedures.views.seal_page import decidable, listed, show

MOST, LONGEST, UNFIT = 500, 1000, 400
DIFFERENT = (
    "まだ決定していません。{count}件が、基準による案と違います。"
    "一覧の下の「案と違う決定があります」を確かめて、もう一度「決定する」を押してください。"
)
READERS = staff_with(Role.HEAD, Role.DX_OFFICE, Role.CIO)


@open_to(READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PageRequest) -> HttpResponse:
    """Show what the criteria propose, and decide about what is ticked."""
    if request.method == "POST":
        return _tick(request) if "pick" in request.POST else _decide(request)
    today = day_of(clock.now())
    form = ResolutionForm(initial={"decided_on": today.isoformat()}, today=today)
    return show(request, form, [])


def _decide(request: PageRequest) -> HttpResponse:
    codes = request.POST.getlist("codes")[:MOST]
    form = ResolutionForm(request.POST, today=day_of(clock.now()))
    valid, wrong, done = form.is_valid(), "", None
    if not codes or not set(codes) <= decidable(request.actor):
        wrong = "見直す手続きを、一覧から選んでください。"
    elif valid and (against := _against(request, form, codes)):
        wrong = DIFFERENT.format(count=len(against))
        return show(request, form, codes, status=UNFIT, against=against, wrong=wrong)
    elif valid:
        try:
            done = services.decide_seals(
                codes, _resolution(request, form), by=request.actor, at=clock.now()
            )
        except CannotDecideSeal as error:
            wrong = str(error)
    if done is None:
        return show(request, form, codes, status=UNFIT, wrong=wrong)
    tell(request, done, VERDICT_NAMES[Verdict(form.cleaned_data["verdict"])])
    return redirect(f"{reverse('procedures:review')}?{address_of(request.GET)}")


def _tick(request: PageRequest) -> HttpResponse:
    """Tick all that is listed and may be decided about, or none; nothing is decided yet."""
    names = ("verdict", "reason", "decided_on")
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in names}
    form = ResolutionForm(initial=typed, today=day_of(clock.now()))
    every = request.POST["pick"] == "all"
    mine = decidable(request.actor) if every else set()
    return show(
        request, form, [one.line.row.code for one in listed(request) if one.line.row.code in mine]
    )


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
