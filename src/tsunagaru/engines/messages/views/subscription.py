"""A resident's own registration for messages (お知らせの受取り)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.messages import services
from tsunagaru.engines.messages.forms.phones import CodeForm, PhoneForm
from tsunagaru.engines.messages.forms.wishes import EmailForm, WishesForm, first_of
from tsunagaru.engines.messages.queries import subscribers
from tsunagaru.engines.messages.queries.connecting import ways_to_connect
from tsunagaru.engines.messages.queries.phones import phone_waiting, shown_code
from tsunagaru.engines.messages.queries.ways import is_reached, own_ways, said_of
from tsunagaru.engines.messages.services import inviting
from tsunagaru.engines.messages.views.registered import registered, resident_of
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to

UNFIT, TOO_MANY_REQUESTS = 422, 429
TOO_MANY = (
    "メールの依頼が続いたため、しばらく受け付けられません。1時間ほど待ってからお試しください。"
)
SAVED, SENT = "saved", "sent"


@open_to(RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: PageRequest) -> HttpResponse:
    """Show what a resident is registered for; a POST keeps new wishes."""
    resident = resident_of(request)
    if request.method != "POST":
        return show(request)
    form = WishesForm(request.language, request.POST)
    if not form.is_valid():
        return show(request, UNFIT, form=form)
    row = subscribers.subscriber_of(resident)
    wishes = form.wishes(on_paper=bool(row and row.on_paper))
    services.subscribe(resident, wishes, way="online", at=clock.now())
    return redirect(f"{request.path}?done={SAVED}")


@open_to(RESIDENTS)
@require_POST
def add_email(request: PageRequest) -> HttpResponse:
    """Add an e-mail address; it works when its owner has opened the link."""
    form = EmailForm(request.POST)
    if not form.is_valid():
        return show(request, UNFIT, email_form=form)
    at = clock.now()
    try:
        inviting.ask_address(registered(request), form.cleaned_data["email"], way="online", at=at)
    except inviting.TooManyLetters:
        form.add_error("email", TOO_MANY)
        return show(request, TOO_MANY_REQUESTS, email_form=form)
    return redirect(f"{_own_page()}?done={SENT}")


@open_to(RESIDENTS)
@require_POST
def act(request: PageRequest, contact: UUID) -> HttpResponse:
    """Put an address first, or leave with it."""
    row = subscribers.subscriber_of(resident_of(request))
    own = [one.pk for one in subscribers.contacts_of(row)]
    if row is None or contact not in own:
        raise Http404
    if "first" in request.POST:
        rest = [one for one in own if one != contact]
        services.put_in_order(row.pk, [contact, *rest], at=clock.now())
    else:
        services.leave(contact, way="online", at=clock.now())
    return redirect(f"{_own_page()}?done={SAVED}")


def _own_page() -> str:
    return reverse("messages:mine")


def show(request: PageRequest, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the page
    """Show a resident's registration, with what went wrong."""
    resident, language = resident_of(request), request.language
    row = subscribers.subscriber_of(resident)
    profile = people.resident(resident, day=clock.day_of(clock.now()))
    ways = own_ways(row, language)
    context = {
        "row": row,
        "form": WishesForm(language, initial=first_of(row, language, profile.district)),
        "email_form": EmailForm(initial={"email": profile.email} if not ways else None),
        "ways": ways,
        "reached": is_reached(row),
        "waiting": any(way.state == "unconfirmed" for way in ways),
        "log": [said_of(one, language) for one in subscribers.permissions_of(row)[:100]],
        "can_mail": inviting.can_mail(),
        "phone_form": PhoneForm(),
        "code_form": CodeForm(),
        "phone_waiting": phone_waiting(row, at=clock.now()),
        "shown_code": shown_code(row, at=clock.now()),
        **ways_to_connect(),
        "done": request.GET.get("done", ""),
        "shown_links": inviting.shown_links(row, at=clock.now()),
        **more,
    }
    return render(request, "messages/mine.html", context, status=status)
