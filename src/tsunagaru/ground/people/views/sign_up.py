"""Signing up as a resident (利用者登録): what is told, then the link in an e-mail."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.forms import ConfirmForm, SignUpForm
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import Letter
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.people.views.letters import (
    TOO_MANY_LETTERS,
    go_to_sent,
    letter_behind,
    no_mail,
    over,
    visit_of,
)
from tsunagaru.ground.people.views.sign_in import TOO_MANY, TOO_MANY_REQUESTS, welcome
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

WRONG = "パスワードが違います。登録のときに決めたパスワードを入力してください。"


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: PageRequest) -> HttpResponse:
    """Ask who the person is; the answer is the same whether or not the address is known."""
    if not services.has_mail():
        return no_mail(request)
    form = SignUpForm(request.POST or None)
    wanted = rules.safe_next(request.POST.get("next", request.GET.get("next", "")))
    page = {"form": form, "next": wanted, "messages_top": []}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/sign_up.html", page, status=400 if form.errors else 200)
    given = dict(form.cleaned_data)
    at = clock.now()
    if not services.admit_letter(given["email"], address_of(request), at=at):
        page["messages_top"] = [TOO_MANY_LETTERS]
        return render(request, "people/sign_up.html", page, status=TOO_MANY_REQUESTS)
    password = given.pop("password")
    given.pop("agree")
    person, visit = services.Person(**given), visit_of(request, wanted)
    return go_to_sent(request, services.ask_sign_up(person, password=password, visit=visit, at=at))


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_sign_up(request: PageRequest, token: str) -> HttpResponse:
    """Ask for the password chosen before; then open the account and sign in.

    Looking at the page uses nothing up: mail programs fetch links on their own.
    """
    letter = letter_behind(request, Purpose.SIGN_UP, token)
    if not isinstance(letter, Letter):
        return letter
    form = ConfirmForm(request.POST or None)
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        if services.admit_confirmation(letter.pk, at=at):
            return _confirm(request, letter, form)
        form.add_error("password", TOO_MANY)
        status = TOO_MANY_REQUESTS
    return render(request, "people/confirm_sign_up.html", {"form": form}, status=status)


def _confirm(request: PageRequest, letter: Letter, form: ConfirmForm) -> HttpResponse:
    at, password = clock.now(), form.cleaned_data["password"]
    try:
        account = services.confirm_sign_up(letter.pk, password=password, at=at)
    except services.WrongPassword:
        form.add_error("password", WRONG)
        return render(request, "people/confirm_sign_up.html", {"form": form}, status=400)
    except services.CannotConfirm:
        return over(request, Purpose.SIGN_UP)
    services.note_sign_in(account, account.login, at=at)
    return welcome(request, account, services.wanted_of(letter))
