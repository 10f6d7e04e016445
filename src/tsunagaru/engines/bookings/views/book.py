"""Booking a time (予約する): one form, and what to do when others were quicker."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.bookings.definitions import ResourceDefinition
from tsunagaru.engines.bookings.forms import (
    PersonForm,
    WishForm,
    read_time,
    write_time,
)
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.services.making import (
    AlreadyYours,
    Person,
    StillFree,
    TooManyPeople,
    Wish,
    make,
    wait,
)
from tsunagaru.engines.bookings.services.placing import CannotBook, OverLimit, SlotTaken
from tsunagaru.engines.bookings.views.book_page import Asked, show_form, view_at
from tsunagaru.engines.bookings.views.own import announce
from tsunagaru.engines.bookings.views.public import resource_or_404
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

UNFIT, CONFLICT, SIGNED_OUT = 422, 409, 403
PROBLEMS: dict[type[CannotBook], tuple[str, int]] = {
    SlotTaken: ("ほかの方が先に予約したため、この時間は予約できませんでした。", CONFLICT),
    AlreadyYours: (
        "この時間は、あなたがすでに予約しているか、空き待ちに登録しています。",
        CONFLICT,
    ),
    TooManyPeople: ("利用する人数が定員を超えています。", UNFIT),
    StillFree: ("この時間は空いています。そのまま予約できます。", CONFLICT),
}
OVER = {
    "day": (
        "お一人で予約できるのは、1日に{count}件までです。ほかの日を選ぶか、同じ日の予約を取り消してから"
        "お試しください。"
    ),
    "month": (
        "お一人で予約できるのは、1か月に{count}件までです。ほかの月を選ぶか、同じ月の予約を取り消してから"
        "お試しください。"
    ),
    "open": (
        "お一人で一度に持てる予約は、{count}件までです。利用が終わるか、予約を取り消すと、"
        "次の予約ができます。"
    ),
}
NOT_NOW = ("この時間は、いま予約できません。ほかの時間を選んでください。", UNFIT)


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
        return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': here})}")
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
    wish_form = WishForm(asked.one.definition, request.language, request.POST)
    person_form = PersonForm(request.POST)
    forms = {"wish_form": wish_form, "person_form": person_form}
    fits = wish_form.is_valid()
    if request.actor.resident is None:
        fits = person_form.is_valid() and fits
    if not fits:
        return show_form(request, asked, UNFIT, **forms)
    act = wait if "wait" in request.POST else make
    person = _person(request.actor.resident, person_form, request.language)
    wish = Wish(asked.one.code, asked.start, **wish_form.wish())
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


def problem_of(error: CannotBook, one: ResourceDefinition) -> tuple[str, int]:
    """Return why a time cannot be booked, the phrase and the status (予約できない理由)."""
    if isinstance(error, OverLimit) and one.limit is not None:
        return OVER[one.limit.per], CONFLICT
    return PROBLEMS.get(type(error), NOT_NOW)


def _person(resident: UUID | None, form: PersonForm, language: str) -> Person:
    if resident:
        return Person(resident=resident, language=language)
    return Person(language=language, **form.cleaned_data)
