"""What a person does with a booking by its private address (予約の取消し・変更・受諾)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.forms import read_time
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.charges import fee_of
from tsunagaru.engines.bookings.queries.resources import bookable
from tsunagaru.engines.bookings.rules.fees import cancel_fee
from tsunagaru.engines.bookings.rules.states import CannotMove, State
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.placing import CannotBook, SlotTaken
from tsunagaru.engines.bookings.views.booking import booking_or_404, show
from tsunagaru.engines.bookings.views.change_page import show_times
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

CONFLICT, UNFIT = 409, 422
TOO_LATE = "いまは、この画面から手続きできません。担当課へお電話ください。"
CHOOSE = "新しい時間を選んでください。"
CANCELLED_BEFORE = "この予約は、すでに取り消されています。"
BOOKED_BEFORE = "この時間は、すでに予約できています。"
ACCEPTED = "空いた時間を予約しました。"
TAKEN = "その時間は、ほかの方が先に予約しました。今の予約はそのままです。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PageRequest, token: str) -> HttpResponse:
    """Ask once, then cancel."""
    row = booking_or_404(token)
    if request.method != "POST":
        return render(request, "bookings/cancel.html", _asking(row, token))
    if row.state == State.CANCELLED:
        return show(request, row, token, CANCELLED_BEFORE, CONFLICT)
    try:
        services.cancel(row.pk, by=By.PERSON, at=clock.now())
    except (CannotBook, CannotMove):
        return show(request, booking_or_404(token), token, TOO_LATE, CONFLICT)
    messages.success(request, say("予約を取り消しました。", request.language))
    return redirect("bookings:booking", token)


def _asking(row: Booking, token: str) -> dict[str, object]:
    definition = bookable(row.resource).definition
    kept = cancel_fee(row.fee_yen, definition.cancel.rule, row.starts_at, clock.now())
    kept, held = kept if row.state == State.CONFIRMED else 0, fee_of(row).held_yen
    return {
        "booking": row,
        "one": definition,
        "token": token,
        "kept_yen": kept,
        "held_yen": held,
        "back_yen": max(0, held - kept),
    }


@open_to(ANYONE)
@require_POST
def accept(request: PageRequest, token: str) -> HttpResponse:
    """Take what the waiting list offered."""
    row = booking_or_404(token)
    if row.state == State.CONFIRMED:  # pressed twice, or in a second tab
        return show(request, row, token, BOOKED_BEFORE, CONFLICT)
    try:
        services.accept(row.pk, at=clock.now())
    except (CannotBook, CannotMove):
        return show(request, booking_or_404(token), token, TOO_LATE, CONFLICT)
    messages.success(request, say(ACCEPTED, request.language))
    return redirect("bookings:booking", token)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, token: str) -> HttpResponse:
    """Show other free times; on POST move the booking to one of them."""
    row = booking_or_404(token)
    start = read_time(request.POST.get("at", ""))
    if request.method != "POST" or start is None:
        problem, status = (CHOOSE, UNFIT) if request.method == "POST" else ("", 200)
        return show_times(request, row, token, problem, status)
    try:
        services.change(row.pk, start=start, slots=row.slots, by=By.PERSON, at=clock.now())
    except SlotTaken:
        return show(request, booking_or_404(token), token, TAKEN, CONFLICT)
    except (CannotBook, CannotMove):
        return show(request, booking_or_404(token), token, TOO_LATE, CONFLICT)
    messages.success(request, say("時間を変えました。", request.language))
    return redirect("bookings:booking", token)
