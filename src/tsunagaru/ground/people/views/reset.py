"""Setting a new password by a link in an e-mail (パスワードの再設定)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import services
from tsunagaru.ground.people.forms import MailboxForm, NewPasswordForm
from tsunagaru.ground.people.gateways import signing
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
from tsunagaru.ground.people.views.sign_in import TOO_MANY_REQUESTS
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgot(request: PageRequest) -> HttpResponse:
    """Ask for the address; the answer is the same whether or not it is known."""
    if not services.has_mail():
        return no_mail(request)
    form = MailboxForm(request.POST or None)
    page = {"form": form, "messages_top": []}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/forgot.html", page, status=400 if form.errors else 200)
    at, address = clock.now(), form.cleaned_data["email"]
    if not services.admit_letter(address, address_of(request), at=at):
        page["messages_top"] = [TOO_MANY_LETTERS]
        return render(request, "people/forgot.html", page, status=TOO_MANY_REQUESTS)
    return go_to_sent(request, services.ask_reset(address, visit=visit_of(request), at=at))


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: PageRequest, token: str) -> HttpResponse:
    """Set a new password; every session of the account ends."""
    letter = letter_behind(request, Purpose.RESET, token)
    if not isinstance(letter, Letter):
        return letter
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reset_password(letter.pk, form.cleaned_data["password"], at=clock.now())
        except services.CannotConfirm:
            return over(request, Purpose.RESET)
        signing.end_session(request)
        done = "新しいパスワードにしました。新しいパスワードでサインインしてください。"
        messages.success(request, say(done, request.language))
        return redirect("people:sign_in")
    status = 400 if form.errors else 200
    return render(request, "people/new_password.html", {"form": form}, status=status)
