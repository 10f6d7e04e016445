"""Signing up for messages without an account (アカウントなしの登録): double opt-in by e-mail."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.engines.messages.forms.wishes import EmailForm, WishesForm, first_of
from tsunagaru.engines.messages.queries import subscribers
from tsunagaru.engines.messages.services import inviting
from tsunagaru.engines.messages.views.subscription import TOO_MANY, TOO_MANY_REQUESTS, UNFIT
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

ASKED = "messages.join"


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PageRequest) -> HttpResponse:
    """Ask for wishes and address; the answer is the same whether or not the address is known."""
    language = request.language
    if request.method != "POST" or not inviting.can_mail():
        form = WishesForm(language, initial=first_of(None, language))
        return _show(request, form, EmailForm())
    form, email = WishesForm(language, request.POST), EmailForm(request.POST)
    if not (form.is_valid() and email.is_valid()):
        return _show(request, form, email, UNFIT)
    try:
        purpose, contact = inviting.join(email.cleaned_data["email"], form.wishes(), at=clock.now())
    except inviting.TooManyLetters:
        email.add_error("email", TOO_MANY)
        return _show(request, form, email, TOO_MANY_REQUESTS)
    request.session[ASKED] = [purpose, str(contact)] if inviting.shows_link() else []
    return redirect("messages:joined")


def _show(request: PageRequest, form: Any, email: Any, status: int = 200) -> HttpResponse:  # noqa: ANN401 - forms
    context = {"form": form, "email_form": email, "can_mail": inviting.can_mail()}
    return render(request, "messages/join.html", context, status=status)


@open_to(ANYONE)
@never_cache
@require_safe
def joined(request: PageRequest) -> HttpResponse:
    """Tell to look into the mailbox; a demo without mail server shows the link itself."""
    asked = request.session.get(ASKED) or []
    link = ""
    if asked and inviting.shows_link():
        link = subscribers.link_path(asked[0], asked[1], clock.now())
    return render(request, "messages/joined.html", {"link": link})
