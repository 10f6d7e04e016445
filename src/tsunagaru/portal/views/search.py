"""The search page (検索)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.portal.queries import search_for
from tsunagaru.portal.services import record_search

LONGEST = 100


@open_to(ANYONE)
@require_safe
def search(request: PageRequest) -> HttpResponse:
    """Show what was found; every search is counted, its words are not kept."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    hits = search_for(words, request.actor, request.language) if words else []
    if words:
        record_search(found=len(hits), page="site", at=clock.now())
    return render(request, "portal/search.html", {"words": words, "hits": hits})
