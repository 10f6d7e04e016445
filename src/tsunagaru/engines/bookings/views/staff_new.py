"""Booking for somebody on the telephone or at the counter (電話・窓口での予約)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.bookings.forms import (
    BesideSearchForm,
    PersonForm,
    WishForm,
    read_time,
    write_time,
)
from tsunagaru.engines.bookings.queries.prices import Quote, quotes
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.services.making import Person, Wish, make, wait
from tsunagaru.engines.bookings.services.placing import CannotBook
from tsunagaru.engines.bookings.views.book_page import view_at
from tsunagaru.engines.bookings.views.problems import problem_of
from tsunagaru.engines.bookings.views.staff_day import CLERKS, resource_for
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.events import Channel

UNFIT = 422
NO_TIME = "時間を「2026-12-08T10:00」の形で選んでください。"


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_new(request: PageRequest, code: str) -> HttpResponse:
    """Find the person or type name and telephone, then book. The search is posted as well."""
    one = resource_for(request, code)
    if request.method == "POST" and "find" not in request.POST:
        return _make(request, one)
    found: list[people.ResidentView] = []
    form = BesideSearchForm(request.POST if "find" in request.POST else None)
    if form.is_bound and form.is_valid():
        by, now = request.actor, clock.now()
        found = list(people.search_residents(by=by, at=now, page="booking", **form.cleaned_data))
    searched = form.is_bound and form.is_valid()
    status = UNFIT if form.errors else 200
    return _show(request, one, status, form=form, found=found, searched=searched)


def _show(request: PageRequest, one: Bookable, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the page
    sent = request.POST
    at = sent.get("at", "") or request.GET.get("at", "")
    context = {
        "one": one.definition,
        "quotes": _quotes(one, at),
        "form": BesideSearchForm(),
        "found": [],
        "person_form": PersonForm(),
        "wish_form": WishForm(one.definition, "ja"),
        "at": at,
        "press": sent.get("press") or uuid4(),
        "phone_call": sent.get("channel", "phone") == Channel.PHONE,
        **more,
    }
    return render(request, "bookings/staff/new.html", context, status=status)


def _quotes(one: Bookable, at: str) -> Sequence[Quote]:
    """Return what the time costs, for the clerk to tell (使用料の案内)."""
    start = read_time(at)
    view = view_at(one, start) if start else None
    return quotes(one, view.slot, today=clock.day_of(clock.now())) if view else []


def _make(request: PageRequest, one: Bookable) -> HttpResponse:
    resident = _resident(request)
    person_form = PersonForm(request.POST)
    wish_form = WishForm(one.definition, "ja", request.POST)
    start = read_time(request.POST.get("at", ""))
    forms = {"wish_form": wish_form, "found": _chosen(resident)}
    if resident is None:
        forms["person_form"] = person_form
    fits = wish_form.is_valid() and (resident is not None or person_form.is_valid())
    if not fits or start is None:
        return _show(request, one, UNFIT, problem="" if start else NO_TIME, **forms)
    typed = {} if resident else person_form.cleaned_data
    phone = request.POST.get("channel") == Channel.PHONE
    person = Person(
        channel=Channel.PHONE if phone else Channel.COUNTER,
        resident=resident,
        staff=request.actor.staff,
        **typed,
    )
    act = wait if "wait" in request.POST else make
    press = read_press(request.POST.get("press", ""))
    try:
        made = act(Wish(one.code, start, **wish_form.wish()), person, press=press, at=clock.now())
    except CannotBook as error:
        text, status = problem_of(error, one.definition)
        text = text.format(count=one.definition.limit.bookings if one.definition.limit else "")
        others = [(o, write_time(o.start)) for o in getattr(error, "others", ())]
        return _show(request, one, status, problem=text, others=others, **forms)
    return redirect("bookings:staff_booking", made)


def _resident(request: PageRequest) -> UUID | None:
    """Return the resident that was chosen; none means name and telephone are typed."""
    chosen = request.POST.get("resident", "")
    if not chosen:
        return None
    try:
        return people.resident(UUID(chosen), day=clock.day_of(clock.now())).id
    except (ValueError, people.NoSuchResident) as error:
        raise Http404 from error


def _chosen(resident: UUID | None) -> list[people.ResidentView]:
    return [people.resident(resident, day=clock.day_of(clock.now()))] if resident else []
