"""The way back from a payment to the booking (支払いからの戻り道)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import path_of
from tsunagaru.engines.bookings.queries.charges import Fee
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, RESIDENTS, CannotOpen, Kind, open_to

HELD = "bookings_held"
MOST_HELD = 20
NEW, MADE = "bookings_new", "bookings_made"


def remember(request: PageRequest, row: Booking, fee: Fee) -> None:
    """Let a visitor who goes to pay find the way back: the address is kept with no invoice."""
    held = request.session.get(HELD, [])
    if fee.billed and str(row.pk) not in held:
        request.session[HELD] = [*held, str(row.pk)][-MOST_HELD:]


def announce(request: PageRequest, id_: UUID) -> None:
    """Let a booking's page say once that it was just made; its address keeps nothing of it."""
    request.session[NEW] = str(id_)
    request.session[MADE] = [*request.session.get(MADE, []), str(id_)][-MOST_HELD:]


def made_here(request: PageRequest) -> list[str]:
    """Return what was booked in this browser, whoever did so (この端末での予約)."""
    return list(request.session.get(MADE, []))


def is_announced(request: PageRequest, row: Booking) -> bool:
    """Tell whether a booking was just made, the first time its page is shown (予約の完了)."""
    if request.session.get(NEW) != str(row.pk):
        return False
    del request.session[NEW]
    return True


@open_to(ANYONE)
@require_safe
def own(request: PageRequest, booking_id: UUID) -> HttpResponse:
    """Lead back from the payment to the booking: its owner, or who just came from its page.

    The private address itself is kept nowhere, so an invoice leads here.

    Raises:
        CannotOpen: nobody is signed in, and this visitor was not on the booking's page.
    """
    row = Booking.objects.filter(pk=booking_id).first()
    is_own = row is not None and row.resident_id and row.resident_id == request.actor.resident
    if row is not None and (is_own or str(row.pk) in request.session.get(HELD, [])):
        return redirect(path_of(row.pk))
    if request.actor.kind is Kind.ANONYMOUS:
        raise CannotOpen(RESIDENTS)
    raise Http404
