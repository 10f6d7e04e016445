"""Booking a time (予約する): one form, and what to do when others were quicker."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.bookings.forms import (
    PersonForm,
    WishForm,
    read_time,
    write_time,
)
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.queries.slots import SlotView, days
from tsunagaru.engines.bookings.services.making import (
    Person,
    StillFree,
    Wish,
    make,
    wait,
)
from tsunagaru.engines.bookings.services.placing import CannotBook, OverLimit, SlotTaken
from tsunagaru.engines.bookings.views.public import resource_or_404
from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

UNFIT, CONFLICT = 422, 409
PROBLEMS: dict[type[CannotBook], tuple[str, int]] = {
    SlotTaken: ("ほかの方が先に予約したため、この時間は予約できませんでした。", CONFLICT),
    OverLimit: ("お一人で予約できる件数に達しています。", CONFLICT),
    StillFree: ("この時間は空いています。そのまま予約できます。", CONFLICT),
}
NOT_NOW = ("この時間は、いま予約できません。ほかの時間を選んでください。", UNFIT)


@dataclass(frozen=True)
class Asked:
    """What a page of the form is about (予約の対象)."""

    one: Bookable
    start: datetime
    view: SlotView | None


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: PageRequest, code: str) -> HttpResponse:
    """Show the form of a time; on POST book it, apply for it, or stand on its waiting list."""
    one = resource_or_404(code)
    start = read_time(request.POST.get("at", "") or request.GET.get("at", ""))
    if start is None:
        return redirect("bookings:resource", code)
    asked = Asked(one, start, _view(one, start))
    if one.definition.who == "account" and request.actor.resident is None:
        here = f"{request.path}?{urlencode({'at': write_time(start)})}"
        return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': here})}")
    if request.method == "POST":
        return _book(request, asked)
    return _show(request, asked)


def _view(one: Bookable, start: datetime) -> SlotView | None:
    (day,) = days(one, [clock.day_of(start)], clock.now())
    return next((view for view in day.slots if view.slot.start == start), None)


def _show(request: PageRequest, asked: Asked, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the page
    context = {
        "one": asked.one.definition,
        "at": write_time(asked.start),
        "starts_at": asked.start,
        "view": asked.view,
        "press": request.POST.get("press") or uuid4(),
        "wish_form": WishForm(asked.one.definition, request.language),
        "person_form": PersonForm(),
        "signed_in": request.actor.resident is not None,
        **more,
    }
    return render(request, "bookings/book.html", context, status=status)


def _book(request: PageRequest, asked: Asked) -> HttpResponse:
    wish_form = WishForm(asked.one.definition, request.language, request.POST)
    person_form = PersonForm(request.POST)
    forms = {"wish_form": wish_form, "person_form": person_form}
    fits = wish_form.is_valid()
    if request.actor.resident is None:
        fits = person_form.is_valid() and fits
    if not fits:
        return _show(request, asked, UNFIT, **forms)
    act = wait if "wait" in request.POST else make
    person = _person(request.actor.resident, person_form, request.language)
    wish = Wish(asked.one.code, asked.start, **wish_form.wish())
    press = read_press(request.POST.get("press", ""))
    try:
        made = act(wish, person, press=press, at=clock.now())
    except CannotBook as error:
        text, status = PROBLEMS.get(type(error), NOT_NOW)
        others = [(o, write_time(o.start)) for o in getattr(error, "others", ())]
        # The time may have been taken since the page was read: then it offers the waiting list.
        now = replace(asked, view=_view(asked.one, asked.start))
        return _show(request, now, status, problem=text, others=others, **forms)
    return redirect(f"{path_of(made)}?new=1")


def _person(resident: UUID | None, form: PersonForm, language: str) -> Person:
    if resident:
        return Person(resident=resident, language=language)
    return Person(language=language, **form.cleaned_data)
