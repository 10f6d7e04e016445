"""Voting slips at the counter (窓口の投票券), and slips from the box."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.queries.slips import paper
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.services.proposing import CannotTakePart
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.services.supporting import CannotSupport, hand_slip
from tsunagaru.services.hearing.views.acting import CLERKS
from tsunagaru.services.hearing.views.balloting import NOT_OPEN, page
from tsunagaru.services.hearing.views.flooding import TOO_MANY_REQUESTS, UNFIT
from tsunagaru.services.hearing.views.rounds import facts_of, round_or_404
from tsunagaru.services.hearing.views.showing import CONFLICT
from tsunagaru.services.hearing.views.slips import TRIED_ENOUGH, by_slip, may_try

BARS = {
    "unverified": "本人確認が済んでいない登録です。先に窓口で本人確認をして登録してください。",
    "elsewhere": "町に住んでいる登録ではないため、渡せません。",
    "age": "年齢の下限に届いていないか、生年月日の登録がないため、渡せません。",
}
BOX_AN_HOUR = 600


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: PageRequest, number: int) -> HttpResponse:
    """Find the resident, and print a slip. The same page prints the same slip again."""
    row = round_or_404(number)
    if request.method != "POST":
        return _show(request, row)
    if "resident" in request.POST:
        return _hand(request, row)
    form = ResidentSearchForm(request.POST)
    if not form.is_valid():
        return _show(request, row, status=UNFIT, form=form)
    found = people.search_residents(
        by=request.actor, at=clock.now(), page="slip", **form.cleaned_data
    )
    return _show(request, row, form=form, found=found, searched=True)


def _hand(request: PageRequest, row: IdeaRound) -> HttpResponse:
    at = clock.now()
    try:
        resident, press = (UUID(request.POST.get(name, "")) for name in ("resident", "press"))
        code = hand_slip(row.pk, resident, press, by=request.actor, at=at)
    except ValueError:
        raise Http404 from None
    except CannotTakePart as refusal:
        return _show(request, row, status=CONFLICT, problem=BARS[refusal.bar])
    except (CannotRun, CannotSupport) as refusal:
        return _show(request, row, status=CONFLICT, problem=refusal.sentence)
    there = request.build_absolute_uri(reverse("hearing:slip", args=[row.number]))
    answer = HttpResponse(paper(row, code, there, at=at), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="slip.pdf"'
    return answer


def _show(request: PageRequest, row: IdeaRound, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the page
    phase = row.phase(clock.day_of(clock.now()))
    context = {
        **facts_of(row, phase),
        "open": phase is Phase.VOTING,
        "form": ResidentSearchForm(),
        "press": uuid4(),
        **more,
    }
    return render(request, "hearing/staff/ideas/slip.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def box(request: PageRequest, number: int) -> HttpResponse:
    """Type in a slip from the box: a code and its ticks, and nobody knows whose."""
    row, at = round_or_404(number), clock.now()
    here: dict[str, Any] = {
        "slip": True,
        "base": "ui/staff_page.html",
        "done": request.GET.get("done", ""),
    }
    if row.phase(clock.day_of(at)) is not Phase.VOTING:
        return page(request, row, problem=NOT_OPEN, status=CONFLICT, shut=True, **here)
    if request.method != "POST":
        return page(request, row, **here)
    if not may_try(f"staff {request.actor.staff}", BOX_AN_HOUR, at):
        return page(request, row, problem=TRIED_ENOUGH, status=TOO_MANY_REQUESTS, **here)
    then = f"{reverse('hearing:box', args=[row.number])}?done=voted"
    return by_slip(request, row, at, then=then, **here)
