"""My ways to sign in (サインインの方法)."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import queries
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.views.mine import base_of, mine_of
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import SIGNED_IN, open_to


@open_to(SIGNED_IN)
@never_cache
@require_safe
def ways(request: PageRequest) -> HttpResponse:
    """List with what one signs in, and what can be changed."""
    return show_ways(request, mine_of(request))


def show_ways(
    request: PageRequest, mine: Account, *problems: str, status: int = 200
) -> HttpResponse:
    """Show the page of ways to sign in."""
    page = {
        "ways": queries.ways_of(mine),
        "passkey": signing.party_of(request) is not None,
        "demo": settings.TSUNAGARU_DEMO,
        "must": request.actor.is_staff and queries.must_set_up(mine.pk),
        "messages_top": problems,
        "base": base_of(request),
    }
    return render(request, "people/ways.html", page, status=status)


def show_codes(request: PageRequest, codes: list[str]) -> HttpResponse:
    """Show new recovery codes, this once."""
    page = {"codes": codes, "base": base_of(request)}
    return render(request, "people/codes.html", page)
