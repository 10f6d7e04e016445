"""The page of one initiative (取組): sheet, indicators, provenance, the town's own ties."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.parts import Crumb
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, STAFF, Role, open_to
from tsunagaru.kernel.offers import voices
from tsunagaru.plan.models import Initiative
from tsunagaru.plan.queries import strategy
from tsunagaru.plan.queries.indicators import lines_of
from tsunagaru.plan.rules.strategy import TieKind, format_number

EDITORS = (Role.DX_OFFICE, Role.CIO)


@open_to(ANYONE)
@require_safe
def initiative(request: PageRequest, number: int) -> HttpResponse:
    """Show one initiative to everyone."""
    return _page(request, number, "ui/page.html", staff=False)


@open_to(STAFF)
@require_safe
def staff_initiative(request: PageRequest, number: int) -> HttpResponse:
    """Show it to staff, with the link to edit it for those who may."""
    return _page(request, number, "ui/staff_page.html", staff=True)


def _page(request: PageRequest, number: int, base: str, *, staff: bool) -> HttpResponse:
    try:
        row = strategy.initiative(number)
    except Initiative.DoesNotExist as absent:
        raise Http404 from absent
    before, after = strategy.neighbours(number)
    home = reverse("plan:staff_dashboard" if staff else "plan:dashboard")
    context = {
        "base": base,
        "staff": staff,
        "plan": row.plan,
        "initiative": row,
        "number": format_number(number),
        "sheet": strategy.sheet(row),
        "indicators": lines_of(number, clock.now()),
        "sections": _sections(number),
        "walls": _walls(number),
        "voices": voices(number, request.language),
        "before": before,
        "after": after,
        "may_edit": staff and request.actor.has(*EDITORS),
        "breadcrumbs": [Crumb("計画の進み具合", home), Crumb(format_number(number))],
    }
    return render(request, "plan/initiative.html", context)


def _codes(number: int, kind: TieKind) -> set[str]:
    return {tie.code for tie in strategy.ties([number]).get(number, ()) if tie.kind == kind}


def _sections(number: int) -> list[people.SectionView]:
    codes = _codes(number, TieKind.SECTION)
    return [section for section in people.sections() if section.code in codes]


def _walls(number: int) -> list[str]:
    codes = _codes(number, TieKind.WALL)
    return [wall.title for wall in strategy.walls() if wall.key in codes]
