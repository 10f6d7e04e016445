"""The front page (トップページ)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.portal.queries import cards_for, ways_in


@open_to(ANYONE)
@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Ask what the visitor wants to do; a resident finds what is under way first."""
    actor, language = request.actor, request.language
    cards = cards_for(actor, language, clock.now()) if actor.resident else []
    context = {"ways": ways_in(language), "cards": cards}
    return render(request, "portal/home.html", context)
