"""My page (マイページ)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.portal.queries import cards_for


@open_to(RESIDENTS)
@require_safe
def my(request: PageRequest) -> HttpResponse:
    """Show what concerns this resident."""
    cards = cards_for(request.actor, request.language, clock.now())
    return render(request, "portal/my.html", {"cards": cards})
