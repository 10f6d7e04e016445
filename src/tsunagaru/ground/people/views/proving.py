"""Showing once more who one is (本人の確認), before a way to sign in is changed."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import queries, rules, services
from tsunagaru.ground.people.forms import FactorCodeForm, ProveForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.rules.factors import Ceremony
from tsunagaru.ground.people.services import factors, passkeys
from tsunagaru.ground.people.views.account import WRONG
from tsunagaru.ground.people.views.mine import base_of, mine_of
from tsunagaru.ground.people.views.passkey_pages import (
    UNFIT,
    asked_of,
    options_for,
    owner_by_passkey,
)
from tsunagaru.ground.people.views.second import WRONG_CODE
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to

FORBIDDEN = 403


@open_to(SIGNED_IN)
@never_cache
@sensitive_post_parameters("code", "current")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: PageRequest) -> HttpResponse:
    """Ask for the second factor, or for the password of whoever has none."""
    mine = mine_of(request)
    wanted = rules.safe_next(request.POST.get("next", request.GET.get("next", "")))
    ways = queries.ways_of(mine)
    typed = None if "answer" in request.POST else request.POST or None
    form = FactorCodeForm(typed) if ways.has_factor else ProveForm(typed)
    problems: list[str] = []
    if request.method == "POST" and _holds(request, mine, form, problems):
        signing.note_proof(request, at=clock.now())
        return redirect(wanted or "people:ways")
    page = {
        "form": form,
        "next": wanted,
        "ways": ways,
        "passkey": bool(ways.passkeys) and signing.party_of(request) is not None,
        "card": services.is_offered() and bool(services.cards_of(mine.pk)),
        "messages_top": problems,
        "base": base_of(request),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "people/prove.html", page, status=status)


def _holds(
    request: PageRequest, mine: Account, form: FactorCodeForm | ProveForm, problems: list[str]
) -> bool:
    """Tell whether what was sent shows that it is the account's owner."""
    if "answer" in request.POST:
        held = owner_by_passkey(request, Ceremony.PROVE, mine) is not None
        problems.extend([] if held else [UNFIT])
        return held
    if not form.is_valid():
        return False
    if isinstance(form, ProveForm):
        return _knows_password(request, mine, form)
    return _has_code(request, mine, form)


def _knows_password(request: PageRequest, mine: Account, form: ProveForm) -> bool:
    allowed = services.admit_sign_in(mine.login, address_of(request), at=clock.now())
    if allowed and mine.check_password(form.cleaned_data["current"]):
        return True
    form.add_error("current", WRONG)
    return False


def _has_code(request: PageRequest, mine: Account, form: FactorCodeForm) -> bool:
    at = clock.now()
    try:
        if services.admit_second(mine.pk, address_of(request), at=at):
            factors.use_code(mine, form.cleaned_data["code"], at=at)
            services.forget_second(mine.pk)
            return True
    except factors.CannotTakeCode:
        pass
    form.add_error("code", WRONG_CODE)
    return False


@open_to(SIGNED_IN)
@never_cache
@require_POST
def my_passkey_options(request: PageRequest) -> HttpResponse:
    """Tell the browser how to make a passkey, or what to ask one of this account."""
    mine, at = mine_of(request), clock.now()
    if request.POST.get("purpose") != Ceremony.ADD:
        return options_for(request, Ceremony.PROVE, mine)
    if not signing.has_proof(request, at=at):
        return HttpResponse(status=FORBIDDEN)
    site = say(town.current().name, request.language) or "つながる"
    asked = asked_of(request)
    return JsonResponse(passkeys.ask_to_add(mine, asked=asked, site=site, at=at))
