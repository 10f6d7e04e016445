"""A resident's own bookings and their calendar (予約の一覧とカレンダー)."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Feed
from tsunagaru.engines.bookings.queries.bookings import (
    bookings_of,
    coming,
    feed_by_token,
    feed_token,
    path_of,
)
from tsunagaru.engines.bookings.queries.calendars import write_calendar
from tsunagaru.engines.bookings.queries.charges import unpaid_of
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.rules.states import LABELS, OPEN, State
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to

MOST_PAST = 30


@open_to(RESIDENTS)
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """Show a resident's bookings, those to come first."""
    resident, now = request.actor.resident, clock.now()
    if resident is None:
        raise Http404
    ahead = list(coming(resident, now))
    past = bookings_of(resident).exclude(pk__in=[row.pk for row in ahead])
    feed = Feed.objects.filter(resident_id=resident).first()
    address = reverse("bookings:feed", args=[feed_token(feed)]) if feed else ""
    before = list(past.order_by("-starts_at")[:MOST_PAST])
    unpaid = unpaid_of([*ahead, *before])
    days = payments.collections_of([one.id for one in unpaid.values()])
    context = {
        "ahead": [_line(row, unpaid.get(row.pk), days) for row in ahead],
        "past": [_line(row, unpaid.get(row.pk), days) for row in before],
        "feed": request.build_absolute_uri(address) if address else "",
    }
    return render(request, "bookings/mine.html", context)


def _line(
    row: Booking,
    unpaid: payments.InvoiceView | None,
    days: Mapping[UUID, payments.Collection],
) -> dict[str, object]:
    return {
        "unpaid": unpaid,
        "collection": days.get(unpaid.id) if unpaid else None,
        "booking": row,
        "name": bookable(row.resource).definition.name.text,
        "address": path_of(row.pk),
        "state": LABELS[State(row.state)],
    }


@open_to(RESIDENTS)
@require_POST
def open_feed(request: PageRequest) -> HttpResponse:
    """Make a fresh private address of the calendar."""
    if request.actor.resident is None:
        raise Http404
    services.open_feed(request.actor.resident, at=clock.now())
    return redirect("bookings:mine")


@open_to(ANYONE)
@require_safe
def feed(request: PageRequest, token: str) -> HttpResponse:
    """Give a resident's bookings as a calendar, to whoever holds the private address."""
    row = feed_by_token(token)
    if row is None:
        raise Http404
    rows = bookings_of(row.resident_id).filter(state__in=[*OPEN, State.ARRIVED, State.COMPLETED])
    text = write_calendar(rows, language=request.language, at=clock.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
