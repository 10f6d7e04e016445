"""The page of a booking, for whoever holds its private address (予約の確認)."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import by_token
from tsunagaru.engines.bookings.queries.charges import fee_of, is_returned, key_waits
from tsunagaru.engines.bookings.queries.letters import appeal_words, refusal_words
from tsunagaru.engines.bookings.queries.lots import lot_of
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.queries.turns import answering_of, turn_of
from tsunagaru.engines.bookings.queries.unpaid import lapse_day
from tsunagaru.engines.bookings.rules.fees import CancelRule, cancel_fee, may_cancel
from tsunagaru.engines.bookings.rules.slots import Slot, key_shows
from tsunagaru.engines.bookings.rules.states import OPEN, State
from tsunagaru.engines.bookings.views.own import is_announced, remember
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


def booking_or_404(token: str) -> Booking:
    """Return the booking of a private address.

    Raises:
        Http404: the address leads to none.
    """
    row = by_token(token)
    if row is None:
        raise Http404
    return row


@open_to(ANYONE)
@require_safe
def booking(request: PageRequest, token: str) -> HttpResponse:
    """Show a booking: time, number, key code when it is time, and what can be done."""
    return show(request, booking_or_404(token), token)


def show(
    request: PageRequest, row: Booking, token: str, problem: str = "", status: int = 200
) -> HttpResponse:
    """Render a booking's page, with what went wrong."""
    now, definition, fee = clock.now(), bookable(row.resource).definition, fee_of(row)
    remember(request, row, fee)
    rule, key = definition.cancel.rule, definition.key
    confirmed, cancel_yen = row.state == State.CONFIRMED, _cancel_yen(row, rule, now)
    allowed = may_cancel(rule, row.starts_at, now)
    shows = key is not None and key_shows(
        Slot(row.starts_at, row.ends_at), key.shown_before_min, now
    )
    context = {
        "booking": row,
        "one": definition,
        "token": token,
        "fee": fee,
        "turn": turn_of(row),
        "lot": lot_of(row),
        "answering": answering_of(row, now),
        "is_own": row.resident_id is not None and row.resident_id == request.actor.resident,
        "problem": problem,
        "new": is_announced(request, row),
        "offer_over": row.offered_until is not None and row.offered_until <= now,
        "reached": bool(row.resident_id or row.email),
        "may_cancel": row.state in OPEN and (not confirmed or allowed),
        "may_change": may_change(row, rule, now),
        "is_ahead": confirmed and row.ends_at > now,
        "office": people.office_of(row.resource.section),
        "cancel_yen": cancel_yen,
        "key_unpaid": key is not None and key_waits(definition, fee),
        "key_shows": shows and row.state in (State.CONFIRMED, State.ARRIVED),
        "reduction": definition.reduction(row.reduction),
        "lapse_on": lapse_day(row, fee),
        "refused_why": refusal_words(row)["why"],
        "appeal": appeal_words(request.language),
        "returned": is_returned(fee),
        "address": request.build_absolute_uri(reverse("bookings:booking", args=[token])),
    }
    return render(request, "bookings/booking.html", context, status=status)


def may_change(row: Booking, rule: CancelRule, now: datetime) -> bool:
    """Tell whether a person may change the time: as long as cancelling costs nothing."""
    confirmed = row.state == State.CONFIRMED
    return confirmed and may_cancel(rule, row.starts_at, now) and not _cancel_yen(row, rule, now)


def _cancel_yen(row: Booking, rule: CancelRule, now: datetime) -> int:
    confirmed = row.state == State.CONFIRMED
    return cancel_fee(row.fee_yen, rule, row.starts_at, now) if confirmed else 0
