"""Pages behind the links in letters to subscribers (登録のリンク): confirm, change, leave."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.messages import services
from tsunagaru.engines.messages.forms.wishes import WishesForm, first_of
from tsunagaru.engines.messages.models import Contact
from tsunagaru.engines.messages.queries import subscribers
from tsunagaru.engines.messages.queries.ways import own_ways
from tsunagaru.engines.messages.rules.links import CONFIRM, SETTINGS
from tsunagaru.engines.messages.views.subscription import UNFIT
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

NOT_FOUND, GONE = 404, 410


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PageRequest, token: str) -> HttpResponse:
    """Let an address work; looking uses nothing up, and a second click changes nothing."""
    row = _behind(request, CONFIRM, token)
    if not isinstance(row, Contact):
        return row
    if request.method == "POST" and row.state == "unconfirmed":
        services.confirm_address(row.pk, way="email", at=clock.now())
        row.refresh_from_db()
    if row.state not in {"unconfirmed", "active"}:
        return _over(request)
    return render(request, "messages/confirm.html", {"done": row.state == "active"})


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PageRequest, token: str) -> HttpResponse:
    """Let the owner of an address without an account change wishes, or leave."""
    row = _behind(request, SETTINGS, token)
    if not isinstance(row, Contact):
        return row
    if row.state != "active":
        return _over(request)
    if row.subscriber.resident_id is not None:
        return redirect("messages:mine")  # changed by who signs in
    return _change(request, row)


def _change(request: PageRequest, row: Contact) -> HttpResponse:
    person, language = row.subscriber, request.language
    form = WishesForm(language, initial=first_of(person, language))
    done, status = "", 200
    if "leave" in request.POST:
        services.leave(row.pk, way="email", at=clock.now())
        done = "left"
    elif request.method == "POST":
        form = WishesForm(language, request.POST)
        status = 200 if form.is_valid() else UNFIT
        if form.is_valid():
            services.change(person.pk, form.wishes(), way="email", at=clock.now())
            done = "saved"
    context = {"form": form, "done": done, "ways": own_ways(person, language)}
    return render(request, "messages/settings.html", context, status=status)


def _behind(request: PageRequest, purpose: str, token: str) -> Contact | HttpResponse:
    """Return the address behind a link, or the page to answer with when the link is over."""
    try:
        row = subscribers.contact_behind(purpose, token, clock.now())
    except subscribers.CannotReadLink:
        return _over(request, NOT_FOUND)
    return row or _over(request)


def _over(request: PageRequest, status: int = GONE) -> HttpResponse:
    return render(request, "messages/link_over.html", status=status)
