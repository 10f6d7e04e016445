"""Idea rounds, as everybody sees them (アイデア募集)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.offers import initiatives
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.queries.setups import idea_rules
from tsunagaru.services.hearing.queries.voting import has_voted
from tsunagaru.services.hearing.rules.rounds import COUNTED, PHASE_NAMES, Phase

MOST = 100
DONE = {
    "proposed": "アイデアを受け付けました。町が確認してから、このページに載せます。",
    "voted": "投票を受け付けました。ありがとうございました。",
}


@open_to(ANYONE)
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the rounds of the town, newest first."""
    rules, today = idea_rules(), clock.day_of(clock.now())
    rows = list(queries.published_rounds()[:MOST])
    if rules is None and not rows:
        raise Http404
    context = {
        "guide": rules.guide.text if rules else "",
        "rows": [(row, PHASE_NAMES[row.phase(today)]) for row in rows],
    }
    return render(request, "hearing/ideas/list.html", context)


def round_or_404(number: int) -> IdeaRound:
    """Return a public round, or answer that there is none."""
    row = queries.published_rounds().filter(number=number).first()
    if row is None:
        raise Http404
    return row


@open_to(ANYONE)
@never_cache
@require_safe
def one(request: PageRequest, number: int) -> HttpResponse:
    """Show a round: its ideas in the order of the day, what can be done now, its result."""
    row, at = round_or_404(number), clock.now()
    today, resident = clock.day_of(at), request.actor.resident
    known = initiatives()
    phase = row.phase(today)
    context = {
        **facts_of(row, phase),
        "initiatives": [known[number] for number in row.initiatives if number in known],
        "ideas": [] if phase in COUNTED else queries.listed_ideas(row, today),
        "counted": queries.counted(row, today),
        "today": today,
        "voted": phase is Phase.VOTING and resident is not None and has_voted(row, resident),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "hearing/ideas/round.html", context)


def facts_of(row: IdeaRound, phase: Phase) -> dict[str, Any]:
    """Return a round and where it stands, for templates."""
    return {"row": row, "phase": phase.value, "phase_name": PHASE_NAMES[phase]}
