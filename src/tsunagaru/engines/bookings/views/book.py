"""Booking a time (予約する): one form, and what to do when others were quicker."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.bookings.forms import (
    PersonForm,
    read_time,
    write_time,
)
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.services.making import Person, Wish, make, wait
from tsunagaru.engines.bookings.services.placing import CannotBook
from tsunagaru.engines.bookings.views.book_page import (
    Asked,
    own_row,
    show_form,
    view_at,
    wish_form,
)
from tsunagaru.engines.bookings.views.own import announce
from tsunagaru.engines.bookings.views.problems import CONFLICT, TWICE, problem_of
from tsunagaru.engines.bookings.views.public import resource_or_404
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

UNFIT, SIGNED_OUT = 422, 403


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: PageRequest, code: str) -> HttpResponse:
    """Show the form of a time; on POST book it, apply for it, or stand on its waiting list."""
    one = resource_or_404(code)
    start = read_time(request.POST.get("at", "") or request.GET.get("at", ""))
    if start is None:
        return redirect("bookings:resource", code)
    asked = Asked(one, start, view_at(one, start))
    if one.definition.who == "account" and request.actor.resident is None:
        here = f"{request.path}?{urlencode({'at': write_time(start)})}"
        return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': here, 'why': 'needed'})}")
    return _book(request, asked) if request.method == "POST" else show_form(request, asked)


def _was_signed_out(request: PageRequest) -> bool:
    """Tell whether the form was drawn for a resident whose sign-in has ended since."""
    return "signed_in" in request.POST and request.actor.resident is None


def _book(request: PageRequest, asked: Asked) -> HttpResponse:
    if _was_signed_out(request):
        here = f"{request.path}?{urlencode({'at': write_time(asked.start)})}"
        held = people.hold_unknown(request, at=clock.now())
        back = request.get_full_path() if held else here
        return show_form(request, asked, SIGNED_OUT, signed_out=back, view=None)
    wishes = wish_form(request, asked, request.POST)
    person_form = PersonForm(request.POST if request.actor.resident is None else None)
    forms = {"wish_form": wishes, "person_form": person_form}
    fits = wishes.is_valid()
    if request.actor.resident is None:
        fits = person_form.is_valid() and fits
    act = wait if "wait" in request.POST else make
    if not fits or (act is make and _again(request, asked)):
        again = {"problem": TWICE, "twice": True} if fits else {}
        return show_form(request, asked, CONFLICT if fits else UNFIT, **again, **forms)
    person = _person(request.actor.resident, person_form, request.language)
    wish = Wish(asked.one.code, asked.start, **wishes.wish())
    press = read_press(request.POST.get("press", ""))
    try:
        made = act(wish, person, press=press, at=clock.now())
    except CannotBook as error:
        text, status = problem_of(error, asked.one.definition)
        others = [(o, write_time(o.start)) for o in getattr(error, "others", ())]
        # The time may have been taken since the page was read: then it offers the waiting list.
        now = replace(asked, view=view_at(asked.one, asked.start))
        return show_form(request, now, status, problem=text, others=others, **forms)
    announce(request, made)
    return redirect(path_of(made))


def _again(request: PageRequest, asked: Asked) -> bool:
    """Tell whether this browser has booked the time already, as before a step back (二重の予約).

    A press that comes twice is another matter, and so is who wants one more.
    """
    row = own_row(request, asked) if request.actor.resident is None else None
    same = row is not None and str(row.press) == request.POST.get("press", "")
    return row is not None and not same and "twice" not in request.POST


def _person(resident: UUID | None, form: PersonForm, language: str) -> Person:
    if resident:
        return Person(resident=resident, language=language)
    return Person(language=language, **form.cleaned_data)
