"""Idea rounds, as members of staff see them (アイデア募集の準備と結果)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.offers import initiatives
from tsunagaru.services.hearing.forms import ResultForm, RoundForm
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.queries.setups import idea_rules
from tsunagaru.services.hearing.rules.rounds import COUNTED, PHASE_NAMES, Phase
from tsunagaru.services.hearing.services.rounds import CannotRun, prepare
from tsunagaru.services.hearing.views.acting import CLERKS
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.rounds import facts_of


@open_to(CLERKS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the rounds: to every clerk, for slips are handed out at every counter."""
    at = clock.now()
    rows = IdeaRound.objects.all()
    if not queries.may_see_rounds(request.actor, at):
        rows = queries.published_rounds()
    today = clock.day_of(at)
    context = {
        "ready": idea_rules() is not None,
        "runs": queries.runs(request.actor),
        "sees": queries.may_see_rounds(request.actor, at),
        "rows": [(row, row.phase(today).value, PHASE_NAMES[row.phase(today)]) for row in rows],
    }
    return render(request, "hearing/staff/ideas/list.html", context)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Write a new round down."""
    if not queries.runs(request.actor) or idea_rules() is None:
        raise Http404
    return _written(request, None)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, number: int) -> HttpResponse:
    """Write a round anew that is not public yet."""
    row = round_for(request, number)
    if not queries.runs(request.actor) or row.phase(clock.day_of(clock.now())) is not Phase.DRAFT:
        raise Http404
    return _written(request, row)


def _written(request: PageRequest, row: IdeaRound | None) -> HttpResponse:
    form = RoundForm(request.POST if request.method == "POST" else None, row=row)
    problems, status = [], UNFIT if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            key = prepare(row.pk if row else None, form.plan(), by=request.actor, at=clock.now())
            return redirect("hearing:staff_round", IdeaRound.objects.get(pk=key).number)
        except CannotRun as refusal:
            problems = [refusal.sentence]
    context = {"form": form, "row": row, "problems": problems, "rules": idea_rules()}
    return render(request, "hearing/staff/ideas/edit.html", context, status=status)


def round_for(request: PageRequest, number: int) -> IdeaRound:
    """Return a round for who prepares or approves it, or answer that there is none."""
    row = IdeaRound.objects.filter(number=number).first()
    if row is None or not queries.may_see_rounds(request.actor, clock.now()):
        raise Http404
    return row


@open_to(CLERKS)
@never_cache
@require_safe
def one(request: PageRequest, number: int) -> HttpResponse:
    """Show a round with everything that can be done with it now."""
    return show(request, round_for(request, number))


def show(request: PageRequest, row: IdeaRound, *, status: int = 200, **typed: Any) -> HttpResponse:  # noqa: ANN401 - forms
    """Show a round, with what was typed wrongly. Before the count there is no number on it."""
    at, by = clock.now(), request.actor
    phase, known = row.phase(clock.day_of(at)), initiatives()
    context = {
        **facts_of(row, phase),
        "initiatives": [known[number] for number in row.initiatives if number in known],
        "ideas": [(one, _words(one)) for one in row.ideas.select_related("main")],
        "counted": queries.counted(row, clock.day_of(at)),
        "runs": queries.runs(by),
        "approves": queries.approves(by, at),
        "may_publish": by.staff not in queries.publishers_barred(row),
        "may_publish_result": by.staff not in queries.result_writers(row),
        "waiting": queries.without_answer(row).count() if phase in COUNTED else 0,
        "form": typed.get("result") or ResultForm(initial={"result": row.result}),
        "wrong": typed.get("result"),
    }
    return render(request, "hearing/staff/ideas/round.html", context, status=status)


def _words(idea: Idea) -> str:
    return idea.title or (idea.said or {}).get("title", "") or "（消しました）"
