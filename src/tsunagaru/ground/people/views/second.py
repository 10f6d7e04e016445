"""The second step of signing in (二段階目のサインイン)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import FactorCodeForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.services import factors
from tsunagaru.ground.people.views.sign_in import (
    TOO_MANY,
    TOO_MANY_REQUESTS,
    welcome,
)
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

WRONG_CODE = "コードが違うか、すでに使われています。新しいコードでお試しください。"


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: PageRequest) -> HttpResponse:
    """Ask for a code after the password; each code counts once, and tries are limited."""
    at = clock.now()
    step = signing.first_step(request, at=at)
    if step is None:
        return redirect("people:sign_in")
    form = FactorCodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_second(request, step, form=form, status=400 if form.errors else 200)
    return _try(request, step, form)


def _try(request: PageRequest, step: signing.FirstStep, form: FactorCodeForm) -> HttpResponse:
    at, login = clock.now(), step.account.login
    if not services.admit_second(step.account.pk, address_of(request), at=at):
        services.note_refusal(login, why="limit", at=at)
        return show_second(request, step, TOO_MANY, form=form, status=TOO_MANY_REQUESTS)
    try:
        factors.use_code(step.account, form.cleaned_data["code"], at=at)
    except factors.CannotTakeCode:
        services.note_refusal(login, why="second", at=at)
        form.add_error("code", WRONG_CODE)
        return show_second(request, step, form=form, status=400)
    services.forget_second(step.account.pk)
    services.note_sign_in(step.account, login, at=at)
    return welcome(request, step.account, step.wanted)


def show_second(
    request: PageRequest,
    step: signing.FirstStep,
    *problems: str,
    form: FactorCodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page of the second step."""
    page = {
        "form": form or FactorCodeForm(),
        "passkey": queries.has_passkey(step.account.pk) and signing.party_of(request) is not None,
        "staff": step.account.staff_id is not None,
        "messages_top": problems,
    }
    return render(request, "people/second.html", page, status=status)
