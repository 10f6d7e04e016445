"""What a clerk does about a booking's fee (使用料の請求・期限の延長)."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.services.charging import NothingToAsk
from tsunagaru.engines.bookings.views.staff_booking import (
    CONFLICT,
    TOO_LATE,
    UNFIT,
    booking_for,
    due_form,
    show,
)
from tsunagaru.engines.bookings.views.staff_day import CLERKS
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to

CHOOSE = "操作を選んでください。"
PUT_OFF = "支払いの期限を延ばしました。"
ASKED = "使用料を請求しました。"


@open_to(CLERKS)
@require_POST
def staff_fee(request: PageRequest, booking_id: UUID) -> HttpResponse:
    """Ask for the fee again, or give until a later day to pay it."""
    row, now = booking_for(request, booking_id), clock.now()
    act, form = request.POST.get("act", ""), due_form(fee_of(row), now, request.POST)
    if act not in {"ask", "postpone"}:
        return show(request, row, CHOOSE, UNFIT)
    if act == "postpone" and not form.is_valid():
        return show(request, row, status=UNFIT, form=form)
    try:
        if act == "ask":
            services.ask_again(row.pk, by=request.actor, at=now)
        else:
            services.postpone(row.pk, form.cleaned_data["due_on"], at=now, by=request.actor)
    except (NothingToAsk, payments.CannotMove):
        return show(request, booking_for(request, booking_id), TOO_LATE, CONFLICT)
    flash.success(request, ASKED if act == "ask" else PUT_OFF)
    return redirect("bookings:staff_booking", row.pk)
