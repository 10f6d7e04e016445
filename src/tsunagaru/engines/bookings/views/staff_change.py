"""Moving a booking to another time for somebody (電話・窓口での時間の変更)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.forms import read_time
from tsunagaru.engines.bookings.rules.states import CannotMove
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.placing import CannotBook, SlotTaken
from tsunagaru.engines.bookings.views.staff_booking import (
    CONFLICT,
    TOO_LATE,
    UNFIT,
    booking_for,
    show,
)
from tsunagaru.engines.bookings.views.staff_day import CLERKS
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to

TAKEN = "その時間は空いていません。今の予約はそのままです。"


@open_to(CLERKS)
@require_POST
def staff_change(request: PageRequest, booking_id: UUID) -> HttpResponse:
    """Move a booking to another time."""
    row = booking_for(request, booking_id)
    start = read_time(request.POST.get("at", ""))
    if start is None:
        return show(request, row, "変更する時間を選んでください。", UNFIT)
    who, now = request.actor, clock.now()
    try:
        services.change(row.pk, start=start, slots=row.slots, by=By.CLERK, at=now, staff=who)
    except SlotTaken:
        return show(request, booking_for(request, booking_id), TAKEN, CONFLICT)
    except (CannotBook, CannotMove):
        return show(request, booking_for(request, booking_id), TOO_LATE, CONFLICT)
    return redirect("bookings:staff_booking", row.pk)
