"""The page on which a time is booked (予約の入力画面): what it costs, and what is one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render

from tsunagaru.engines.bookings.forms import MOST_IN_A_ROW, PersonForm, WishForm, write_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import (
    holder_of_resident,
    made_at,
    own_at,
    path_of,
)
from tsunagaru.engines.bookings.queries.prices import Quote, longest, quotes
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.queries.slots import SlotView, days
from tsunagaru.engines.bookings.queries.turns import answering
from tsunagaru.engines.bookings.rules.states import LABELS, State
from tsunagaru.engines.bookings.views.own import made_here
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


@dataclass(frozen=True)
class Asked:
    """What a page of the form is about (予約の対象)."""

    one: Bookable
    start: datetime
    view: SlotView | None


@dataclass(frozen=True)
class Own:
    """What the reader has at this time already (自分の予約)."""

    path: str
    state: State

    @property
    def booked(self) -> bool:
        """Tell whether it is booked, and not only wished for."""
        return self.state is State.CONFIRMED

    @property
    def label(self) -> str:
        """Return its state in words."""
        return LABELS[self.state]


def view_at(one: Bookable, start: datetime) -> SlotView | None:
    """Return how a slot stands now, if there is one that begins then."""
    (day,) = days(one, [clock.day_of(start)], clock.now())
    return next((view for view in day.slots if view.slot.start == start), None)


def show_form(
    request: PageRequest,
    asked: Asked,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - of the page
) -> HttpResponse:
    """Render the form of a time, with what went wrong."""
    context = {
        "one": asked.one.definition,
        "at": write_time(asked.start),
        "starts_at": asked.start,
        "view": asked.view,
        "answering": answering(asked.one, asked.start, clock.now()),
        "own": _own(request, asked),
        "press": request.POST.get("press") or uuid4(),
        "quotes": _quotes(asked),
        "wish_form": wish_form(request, asked),
        "person_form": PersonForm(),
        "signed_in": request.actor.resident is not None,
        **more,
    }
    return render(request, "bookings/book.html", context, status=status)


def wish_form(request: PageRequest, asked: Asked, data: Any = None) -> WishForm:  # noqa: ANN401 - POST
    """Return what is asked besides the time, no longer than the time allows (予約の内容)."""
    most = longest(asked.one, asked.view.slot) if asked.view else MOST_IN_A_ROW
    return WishForm(asked.one.definition, request.language, data, longest=most)


def _quotes(asked: Asked) -> Sequence[Quote]:
    today = clock.day_of(clock.now())
    return quotes(asked.one, asked.view.slot, today=today) if asked.view else []


def own_row(request: PageRequest, asked: Asked) -> Booking | None:
    """Return the resident's own booking of the time, or one just made in this browser."""
    resident = request.actor.resident
    if asked.view is None:
        return None
    if resident is None:
        return made_at(asked.one, made_here(request), asked.view.slot)
    return own_at(asked.one, holder_of_resident(resident), asked.view.slot)


def _own(request: PageRequest, asked: Asked) -> Own | None:
    row = own_row(request, asked)
    return Own(path_of(row.pk), State(row.state)) if row else None
