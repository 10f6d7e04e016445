"""What all pages about one's own ways to sign in have in common (サインインの方法の共通部分)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


def mine_of(request: PageRequest) -> Account:
    """Return the account behind the request."""
    mine = request.user
    if not isinstance(mine, Account):
        raise Http404
    return mine


def proof_first(request: PageRequest) -> HttpResponse | None:
    """Return the way to the page that asks who it is, unless that was shown just now."""
    if signing.has_proof(request, at=clock.now()):
        return None
    wanted = request.path if request.method == "GET" else ""
    return redirect(reverse("people:prove", query={"next": wanted}))


def base_of(request: PageRequest) -> str:
    """Return the frame of the page: residents and staff have their own."""
    return "ui/staff_page.html" if request.actor.is_staff else "ui/page.html"
