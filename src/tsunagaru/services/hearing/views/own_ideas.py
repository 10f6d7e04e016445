"""A resident's own ideas (提案したアイデア)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.hearing.models import Idea
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.rules.rounds import (
    BEFORE_VOTES,
    IDEA_LIFE,
    CannotMoveIdea,
    IdeaAct,
    IdeaState,
)
from tsunagaru.services.hearing.services.proposing import withdraw_idea
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.views.proposing import resident_of
from tsunagaru.services.hearing.views.showing import CONFLICT, LATE


@open_to(RESIDENTS)
@never_cache
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """Show a resident's own ideas."""
    return _mine(request)


@open_to(RESIDENTS)
@require_POST
def withdraw(request: PageRequest, idea: UUID) -> HttpResponse:
    """Take one's own idea back."""
    try:
        withdraw_idea(idea, resident=resident_of(request), at=clock.now())
    except Idea.DoesNotExist:
        raise Http404 from None
    except (CannotRun, CannotMoveIdea):
        return _mine(request, problem=LATE, status=CONFLICT)
    return redirect("hearing:my_ideas")


def _mine(request: PageRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    today = clock.day_of(clock.now())
    rows = [
        (one, _may_withdraw(one), one.main or one) for one in queries.ideas_of(resident_of(request))
    ]
    context = {"rows": rows, "problems": [problem] if problem else [], "today": today}
    return render(request, "hearing/ideas/mine.html", context, status=status)


def _may_withdraw(idea: Idea) -> bool:
    before = idea.round.phase(clock.day_of(clock.now())) in BEFORE_VOTES
    return before and IdeaAct.WITHDRAW in IDEA_LIFE.allowed(IdeaState(idea.state))
