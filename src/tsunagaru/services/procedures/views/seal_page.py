"""The page of the seal review (押印の見直しの画面): the list, the ticks and the decision."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.forms import ResolutionForm
from tsunagaru.services.procedures.rules.seals import CRITERION_NAMES, VERDICT_NAMES, Verdict
from tsunagaru.services.procedures.views.filtering import address_of, boxes, wanted_in


def may_decide(actor: Actor, section: str) -> bool:
    """Tell whether an actor decides about the seals of a section's procedures."""
    return actor.has(Role.DX_OFFICE) or section in actor.sections(Role.HEAD)


def decidable(actor: Actor) -> set[str]:
    """Return the procedures about whose seals an actor decides (決定できる手続き)."""
    return {row.code for row in queries.rows() if may_decide(actor, row.section)}


def listed(request: PageRequest) -> Sequence[queries.Reviewed]:
    """Return what the page lists, as it is filtered."""
    return queries.review(
        at=clock.now(),
        wanted=wanted_in(request.GET),
        verdict=request.GET.get("proposed", ""),
        show=_show_in(request),
    )


def _show_in(request: PageRequest) -> queries.Show:
    asked = request.GET.get("show", "")
    return queries.Show(asked) if asked in set(queries.Show) else queries.Show.OPEN


def show(
    request: PageRequest,
    form: ResolutionForm,
    ticked: list[str],
    *,
    status: int = 200,
    wrong: str = "",
    against: Sequence[queries.Reviewed] = (),
) -> HttpResponse:
    """Render the list with the decision beneath it, and what went wrong."""
    rows, mine = listed(request), decidable(request.actor)
    context: dict[str, Any] = {
        "rows": [(one, one.line.row.code in mine) for one in rows],
        "pickable": sum(one.line.row.code in mine for one in rows),
        "may_decide": bool(mine),
        "counts": queries.counts_of(rows),
        "form": form,
        "ticked": ticked,
        "wrong": [wrong] if wrong else [],
        "against": against,
        "wanted": wanted_in(request.GET),
        "proposed": request.GET.get("proposed", ""),
        "show": _show_in(request),
        "shows": list(queries.SHOW_NAMES.items()),
        "verdicts": [(one.value, VERDICT_NAMES[one]) for one in Verdict],
        "criteria": list(CRITERION_NAMES.values()),
        "query": address_of(request.GET),
        **boxes(),
    }
    return render(request, "procedures/staff/review.html", context, status=status)
