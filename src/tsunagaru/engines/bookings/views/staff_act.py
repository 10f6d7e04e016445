"""What a clerk does with a booking (予約の操作): each button of its page."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.queries.bookings import too_early
from tsunagaru.engines.bookings.queries.traces import too_late
from tsunagaru.engines.bookings.rules.owing import may_judge
from tsunagaru.engines.bookings.rules.states import EARLY_NAMES, LATE_NAMES, Act, CannotMove, State
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.placing import CannotBook
from tsunagaru.engines.bookings.views.staff_booking import (
    CONFLICT,
    TOO_LATE,
    UNFIT,
    booking_for,
    show,
)
from tsunagaru.engines.bookings.views.staff_day import CLERKS
from tsunagaru.engines.bookings.views.staff_forms import RefusalForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, open_to

CHOOSE = "操作を選んでください。"
SURE = "取り消すときは、内容を確かめて「確認しました」にチェックを入れてください。"
JUDGED = frozenset({"grant", "refuse"})
FOR_GOOD = frozenset({"cancel", "close"})
"""What cannot be put back, so that it is confirmed first."""


def _acts(row: Booking, staff: Actor, why: str) -> dict[str, Callable[[], object]]:
    """Return what a clerk may ask for, by the name of the button."""
    id_, now = row.pk, clock.now()
    return {
        "arrive": lambda: services.mark(id_, came=True, at=now, staff=staff),
        "miss": lambda: services.mark(id_, came=False, at=now, staff=staff),
        "undo": lambda: services.undo_arrival(id_, at=now, staff=staff),
        "cancel": lambda: services.cancel(id_, by=By.CLERK, at=now, staff=staff),
        "close": lambda: services.cancel(id_, by=By.TOWN, at=now, staff=staff),
        "accept": lambda: services.accept(id_, at=now, staff=staff),
        "grant": lambda: services.judge_reduction(id_, granted=True, at=now, staff=staff),
        "told": lambda: services.note_told(id_, at=now, staff=staff),
        "refuse": lambda: services.judge_reduction(
            id_, granted=False, at=now, staff=staff, why=why
        ),
    }


def _untimely(row: Booking, asked: str) -> str:
    """Return why something cannot be noted now, or nothing."""
    now = clock.now()
    if asked in too_early(row, now):
        return EARLY_NAMES[Act(asked)]
    return LATE_NAMES[Act(asked)] if asked in too_late(row, now) else ""


def _not_yet(
    request: PageRequest, row: Booking, asked: str, refusal: RefusalForm
) -> HttpResponse | None:
    """Return the page that says what is missing, or nothing where the act can be done."""
    if asked in FOR_GOOD and request.POST.get("sure") != "on":
        return show(request, row, SURE, UNFIT)
    if asked in JUDGED and not may_judge(State(row.state), row.kept_yen, row.reduction_state):
        return show(request, row, TOO_LATE, CONFLICT)
    if refusal.errors:
        return show(request, row, status=UNFIT, refusal=refusal)
    untimely = _untimely(row, asked)
    return show(request, row, untimely, CONFLICT) if untimely else None


@open_to(CLERKS)
@require_POST
def staff_act(request: PageRequest, booking_id: UUID) -> HttpResponse:
    """Do what a button says with a booking."""
    row, asked = booking_for(request, booking_id), request.POST.get("act", "")
    refusal = RefusalForm(request.POST if asked == "refuse" else None)
    why = refusal.cleaned_data["why"] if refusal.is_valid() else ""
    act = _acts(row, request.actor, why).get(asked)
    if act is None:
        return show(request, row, CHOOSE, UNFIT)
    answer = _not_yet(request, row, asked, refusal)
    if answer is not None:
        return answer
    try:
        act()
    except (CannotBook, CannotMove):
        return show(request, booking_for(request, booking_id), TOO_LATE, CONFLICT)
    return redirect("bookings:staff_booking", row.pk)
