"""The front page (トップページ)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.portal.queries import ways_in


@open_to(ANYONE)
@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Ask what the visitor wants to do."""
    return render(request, "portal/home.html", {"ways": ways_in(request.language)})
