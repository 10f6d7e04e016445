"""The dashboard (計画の一覧): policies, measures, initiatives and their indicators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, STAFF, open_to
from tsunagaru.plan.forms import wanted_of
from tsunagaru.plan.queries import strategy
from tsunagaru.plan.queries.indicators import lines_by_initiative
from tsunagaru.plan.queries.published import ENTERS
from tsunagaru.plan.rules.strategy import TieKind


@open_to(ANYONE)
@require_safe
def dashboard(request: PageRequest) -> HttpResponse:
    """Show the whole plan with its indicators, filtered as asked."""
    return _page(request, "ui/page.html", staff=False)


@open_to(STAFF)
@require_safe
def staff_dashboard(request: PageRequest) -> HttpResponse:
    """Show the same to staff, with their links."""
    return _page(request, "ui/staff_page.html", staff=True)


def _page(request: PageRequest, base: str, *, staff: bool) -> HttpResponse:
    wanted = wanted_of(request.GET)
    ties = [tie for rows in strategy.ties().values() for tie in rows]
    sections = {tie.code for tie in ties if tie.kind == TieKind.SECTION}
    walls = {tie.code for tie in ties if tie.kind == TieKind.WALL}
    context = {
        "base": base,
        "staff": staff,
        "enters": staff and request.actor.has(*ENTERS),
        "plan": strategy.current_plan(),
        "philosophy": strategy.fact("concept", "philosophy"),
        "wanted": wanted,
        "tree": strategy.tree(wanted, lines_by_initiative(clock.now())),
        "count": strategy.initiatives(wanted).count(),
        "policies": strategy.policies(),
        "sections": [row for row in people.sections() if row.code in sections],
        "walls": [wall for wall in strategy.walls() if wall.key in walls],
    }
    return render(request, "plan/dashboard.html", context)
