"""Changing the e-mail address (メールアドレスの変更): asked for signed in, done by a link."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import services
from tsunagaru.ground.people.forms import NewEmailForm
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
from tsunagaru.ground.people.views.sign_in import TOO_MANY_REQUESTS, address_of
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
    page = {"form": form, "messages_top": []}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/email.html", page, status=400 if form.errors else 200)
    at, address = clock.now(), form.cleaned_data["email"]
    here = address_of(request)
    allowed = services.admit_sign_in(mine.login, here, at=at)
    if not allowed or not mine.check_password(form.cleaned_data["current"]):
        form.add_error("current", WRONG)
        return render(request, "people/email.html", page, status=400)
    if not services.admit_letter(address, here, at=at):
        page["messages_top"] = [TOO_MANY_LETTERS]
        return render(request, "people/email.html", page, status=TOO_MANY_REQUESTS)
    return go_to_sent(request, services.ask_email(mine, address, visit=visit_of(request), at=at))


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
