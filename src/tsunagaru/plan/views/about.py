"""What the plan says besides its initiatives (計画の内容), each statement with its source."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.parts import Crumb
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.plan.models import FactKind
from tsunagaru.plan.queries import strategy


@open_to(ANYONE)
@require_safe
def about(request: PageRequest) -> HttpResponse:
    """Show the kinds of statements."""
    home = Crumb("計画の進み具合", reverse("plan:dashboard"))
    context = {
        "plan": strategy.current_plan(),
        "former": strategy.former_plans(),
        "definition": strategy.fact("concept", "definition"),
        "philosophy": strategy.fact("concept", "philosophy"),
        "kinds": strategy.kinds(),
        "breadcrumbs": [home, Crumb("計画の内容")],
    }
    return render(request, "plan/about.html", context)


@open_to(ANYONE)
@require_safe
def facts(request: PageRequest, kind: str) -> HttpResponse:
    """Show the statements of one kind."""
    try:
        row = strategy.kind(kind)
    except FactKind.DoesNotExist as absent:
        raise Http404 from absent
    home = Crumb("計画の進み具合", reverse("plan:dashboard"))
    context = {
        "kind": row,
        "groups": strategy.facts(kind),
        "breadcrumbs": [home, Crumb("計画の内容", reverse("plan:about")), Crumb(row.title)],
    }
    return render(request, "plan/facts.html", context)
