"""Registering somebody on the telephone or at the counter (電話・窓口での登録)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.messages import services
from tsunagaru.engines.messages.forms.phones import CodeForm, PhoneForm
from tsunagaru.engines.messages.forms.wishes import CounterForm, EmailForm, first_of
from tsunagaru.engines.messages.queries import subscribers
from tsunagaru.engines.messages.queries.connecting import ways_to_connect
from tsunagaru.engines.messages.queries.phones import phone_waiting, shown_code
from tsunagaru.engines.messages.queries.ways import own_ways, said_of
from tsunagaru.engines.messages.services import inviting
from tsunagaru.engines.messages.views.staff_compose import CLERKS, UNFIT
from tsunagaru.engines.messages.views.staff_registered import registered, resident_or_404
from tsunagaru.engines.messages.views.subscription import TOO_MANY, TOO_MANY_REQUESTS
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_find(request: PageRequest) -> HttpResponse:
    """Find the resident who calls; the search is posted, and who was found is recorded."""
    form, by, now = ResidentSearchForm(request.POST or None), request.actor, clock.now()
    found: list[people.ResidentView] = []
    if form.is_bound and form.is_valid():
        found = list(people.search_residents(by=by, at=now, page="messages", **form.cleaned_data))
    searched = form.is_bound and form.is_valid()
    context = {"form": form, "found": found, "searched": searched}
    status = UNFIT if form.is_bound and not searched else 200
    return render(request, "messages/staff/find.html", context, status=status)


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_subscriber(request: PageRequest, resident: UUID) -> HttpResponse:
    """Show and change what a resident is registered for; looking is recorded, too."""
    person, actor, now = resident_or_404(resident), request.actor, clock.now()
    if request.method != "POST":
        audit(actor=actor, action="subscriber.viewed", subject=resident, at=now, facts={})
        return show(request, person)
    form = CounterForm("ja", request.POST)
    if not form.is_valid():
        return show(request, person, UNFIT, form=form)
    way = form.cleaned_data["way"]
    wishes = form.wishes(on_paper=form.cleaned_data["on_paper"])
    services.subscribe(resident, wishes, way=way, at=clock.now())
    facts = {"way": way}
    audit(actor=actor, action="subscriber.changed", subject=resident, at=now, facts=facts)
    return redirect("messages:staff_subscriber", resident)


@open_to(CLERKS)
@require_POST
def staff_subscriber_act(request: PageRequest, resident: UUID) -> HttpResponse:
    """Add an e-mail address that must still answer, or end one, for who calls."""
    person, actor, now = resident_or_404(resident), request.actor, clock.now()
    row = registered(person)
    ending = request.POST.get("leave", "")
    if ending:
        own = {str(one.pk): one.pk for one in subscribers.contacts_of(row)}
        if ending not in own:
            raise Http404
        services.leave(own[ending], way="counter", at=clock.now())
        audit(actor=actor, action="subscriber.left", subject=resident, at=now, facts={})
        return redirect("messages:staff_subscriber", resident)
    form = EmailForm(request.POST)
    if not form.is_valid():
        return show(request, person, UNFIT, email_form=form)
    try:
        inviting.ask_address(row, form.cleaned_data["email"], way="counter", at=clock.now())
    except inviting.TooManyLetters:
        form.add_error("email", TOO_MANY)
        return show(request, person, TOO_MANY_REQUESTS, email_form=form)
    audit(actor=actor, action="subscriber.changed", subject=resident, at=now, facts={})
    return redirect("messages:staff_subscriber", resident)


def show(
    request: PageRequest,
    person: people.ResidentView,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - of the page
) -> HttpResponse:
    """Show what somebody is registered for, with what went wrong."""
    row = subscribers.subscriber_of(person.id)
    context = {
        "person": person,
        "row": row,
        "form": CounterForm("ja", initial=first_of(row, person.language, person.district)),
        "email_form": EmailForm(),
        "ways": own_ways(row, "ja"),
        "log": [said_of(one, "ja") for one in subscribers.permissions_of(row)[:50]],
        "can_mail": inviting.can_mail(),
        "sms": ways_to_connect()["sms"],
        "phone_form": PhoneForm(),
        "code_form": CodeForm(),
        "phone_waiting": phone_waiting(row, at=clock.now()),
        "shown_code": shown_code(row, at=clock.now()),
        **more,
    }
    return render(request, "messages/staff/subscriber.html", context, status=status)
