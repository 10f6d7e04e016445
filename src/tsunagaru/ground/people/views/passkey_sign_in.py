"""Signing in with a passkey (パスキーでのサインイン): alone, or after the password."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.forms import SignInForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.rules.factors import Ceremony
from tsunagaru.ground.people.views.passkey_pages import UNFIT, options_for, owner_by_passkey
from tsunagaru.ground.people.views.second import show_second
from tsunagaru.ground.people.views.sign_in import page_of, welcome
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

PASSKEY = "passkey"


@open_to(ANYONE)
@never_cache
@require_POST
def passkey_options(request: PageRequest) -> HttpResponse:
    """Tell the browser what to ask a passkey; nothing in it tells who has an account."""
    if request.POST.get("purpose") != Ceremony.SECOND:
        return options_for(request, Ceremony.SIGN_IN, None)
    step = signing.first_step(request, at=clock.now())
    if step is None:
        raise Http404
    return options_for(request, Ceremony.SECOND, step.account)


@open_to(ANYONE)
@never_cache
@require_POST
def passkey(request: PageRequest) -> HttpResponse:
    """Sign in whose passkey has answered."""
    if request.POST.get("purpose") == Ceremony.SECOND:
        return _second(request)
    account = owner_by_passkey(request, Ceremony.SIGN_IN, None)
    if account is None:
        page = page_of(request, SignInForm(), UNFIT)
        return render(request, "people/sign_in.html", page, status=400)
    services.note_sign_in(account, account.login, at=clock.now())
    wanted = rules.safe_next(request.POST.get("next", ""))
    return welcome(request, account, wanted, means=PASSKEY)


def _second(request: PageRequest) -> HttpResponse:
    at = clock.now()
    step = signing.first_step(request, at=at)
    if step is None:
        return redirect("people:sign_in")
    account = owner_by_passkey(request, Ceremony.SECOND, step.account)
    if account is None:
        return show_second(request, step, UNFIT, status=400)
    services.note_sign_in(account, account.login, at=at)
    return welcome(request, account, step.wanted, means=PASSKEY)
