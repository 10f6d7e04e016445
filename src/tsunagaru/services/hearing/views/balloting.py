"""The page on which somebody votes (投票の画面): choose, look once more, cast."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.services.hearing.models import Idea, IdeaRound
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.services import supporting
from tsunagaru.services.hearing.services.proposing import CannotTakePart
from tsunagaru.services.hearing.services.rounds import CannotRun
from tsunagaru.services.hearing.services.supporting import CannotSupport
from tsunagaru.services.hearing.views.flooding import UNFIT
from tsunagaru.services.hearing.views.rounds import facts_of
from tsunagaru.services.hearing.views.showing import CONFLICT

NOT_OPEN = "今は、投票を受け付けていません。"
SUPPORT, CONFIRM = "hearing/ideas/support.html", "hearing/ideas/confirm.html"


def answer(
    request: PageRequest,
    row: IdeaRound,
    cast: Callable[[], None],
    check: Callable[[], None] = lambda: None,
    **more: Any,  # noqa: ANN401 - of the page
) -> HttpResponse:
    """Ask whether the choice is meant, and count it when that was answered."""
    try:
        numbers = supporting.check_choice(row, chosen_of(request))
        check()
        if request.POST.get("step") != "cast":
            return page(request, row, CONFIRM, chosen=_ideas(row, numbers), **more)
        cast()
    except (CannotRun, CannotTakePart):
        return page(request, row, problem=NOT_OPEN, status=CONFLICT, shut=True, **more)
    except CannotSupport as refusal:
        return page(request, row, problem=refusal.sentence, status=UNFIT, **more)
    return redirect(more.get("then") or f"{reverse('hearing:round', args=[row.number])}?done=voted")


def chosen_of(request: PageRequest) -> list[int]:
    """Return the numbers of the ideas that were ticked; what is no number is no idea's."""
    ticked = request.POST.getlist("idea")
    return [int(one) if one.isascii() and one.isdigit() and len(one) < 6 else 0 for one in ticked]  # noqa: PLR2004 - digits


def _ideas(row: IdeaRound, numbers: frozenset[int]) -> list[Idea]:
    return list(row.ideas.filter(number__in=numbers))


def page(
    request: PageRequest,
    row: IdeaRound,
    template: str = SUPPORT,
    *,
    status: int = 200,
    problem: str = "",
    **more: Any,  # noqa: ANN401 - of the template
) -> HttpResponse:
    """Show the ideas to choose from, with what was wrong."""
    today = clock.day_of(clock.now())
    context = {
        **facts_of(row, row.phase(today)),
        "base": "ui/page.html",
        "ideas": queries.ballot(row, today),
        "ticked": chosen_of(request),
        "problems": [problem] if problem else [],
        **more,
    }
    return render(request, template, context, status=status)
