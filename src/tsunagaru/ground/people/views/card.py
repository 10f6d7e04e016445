"""Signing in with the card (マイナンバーカードでのサインイン)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.gateways.card import CannotReach
from tsunagaru.ground.people.gateways.signing import BROWSER, back_to, browser_of, keep_way
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.rules.card import CannotTrust, Purpose, Why
from tsunagaru.ground.people.views import card_answers as answers
from tsunagaru.ground.people.views.card_refusing import refuse
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


def send(request: PageRequest, purpose: Purpose, *, wanted: str = "") -> HttpResponse:
    """Send somebody to the card provider."""
    if not services.is_offered():
        raise Http404
    keep_way(request, wanted)
    visitor = services.Visitor(
        browser=browser_of(request),
        back=back_to(request),
        account=request.actor.account,
        next=rules.safe_next(wanted),
    )
    try:
        return redirect(services.begin_visit(purpose, visitor, at=clock.now()))
    except (CannotReach, CannotTrust):
        return refuse(request, Why.REACH)


@open_to(ANYONE)
@never_cache
@require_safe
def card(request: PageRequest) -> HttpResponse:
    """Begin signing in with the card."""
    return send(request, Purpose.SIGN_IN, wanted=request.GET.get("next", ""))


@open_to(ANYONE)
@never_cache
@require_safe
def card_attributes(request: PageRequest) -> HttpResponse:
    """Ask for the four attributes, to find the person's record or to register."""
    return send(request, Purpose.ATTRIBUTES, wanted=request.GET.get("next", ""))


@open_to(ANYONE)
@never_cache
@require_safe
def card_callback(request: PageRequest) -> HttpResponse:
    """Take the provider's answer; whatever does not hold is refused and on record."""
    at = clock.now()
    if not services.admit_card(address_of(request), at=at):
        services.note_limit(at=at)
        return refuse(request, Why.LIMIT)
    way = services.WayBack(
        *(request.GET.get(name, "") for name in ("state", "code", "iss", "error"))
    )
    browser = str(request.session.get(BROWSER, ""))
    try:
        found = services.answer_visit(way, browser=browser, back=back_to(request), at=at)
    except CannotTrust as refusal:
        return refuse(request, refusal.why)
    return answers.go_on(request, found)
