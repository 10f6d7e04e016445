"""Changing the e-mail address (メールアドレスの変更): asked for signed in, done by a link."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import services
from tsunagaru.ground.people.forms import NewEmailForm
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import Account, Letter
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.people.views.account import WRONG
from tsunagaru.ground.people.views.letters import (
    TOO_MANY_LETTERS,
    go_to_sent,
    letter_behind,
    no_mail,
    over,
    visit_of,
)
from tsunagaru.ground.people.views.sign_in import TOO_MANY_REQUESTS
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to


@open_to(RESIDENTS)
@never_cache
@sensitive_post_parameters("current")
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: PageRequest) -> HttpResponse:
    """Ask for the new address and the password; the address changes when its link is opened."""
    mine = request.user
    if not isinstance(mine, Account):
        raise Http404
    if not services.has_mail():
        return no_mail(request)
    form = NewEmailForm(request.POST or None)
    top: list[str] = []
    if request.method == "POST" and form.is_valid():
        at, address = clock.now(), form.cleaned_data["email"]
        if not _knows_password(request, mine, form.cleaned_data["current"]):
            form.add_error("current", WRONG)
        elif services.admit_letter(address, address_of(request), at=at):
            visit = visit_of(request)
            return go_to_sent(request, services.ask_email(mine, address, visit=visit, at=at))
        else:
            top.append(TOO_MANY_LETTERS)
    status = TOO_MANY_REQUESTS if top else 400 if form.errors else 200
    return render(request, "people/email.html", {"form": form, "messages_top": top}, status=status)


def _knows_password(request: PageRequest, account: Account, password: str) -> bool:
    """Tell whether the password fits; the tries are counted with those of the sign-in page."""
    allowed = services.admit_sign_in(account.login, address_of(request), at=clock.now())
    return allowed and account.check_password(password)


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: PageRequest, token: str) -> HttpResponse:
    """Bring the new address into force; whoever opens the link need not be signed in."""
    letter = letter_behind(request, Purpose.EMAIL, token)
    if not isinstance(letter, Letter):
        return letter
    if request.method != "POST":
        return render(request, "people/confirm_email.html", {"address": letter.address})
    try:
        services.confirm_email(letter.pk, at=clock.now())
    except services.CannotConfirm:
        return over(request, Purpose.EMAIL)
    messages.success(request, say("メールアドレスを変更しました。", request.language))
    return redirect("people:me")
