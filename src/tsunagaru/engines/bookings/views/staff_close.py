"""Closing for maintenance (休止): whom it meets is shown first, and whom to call afterwards."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.forms import CloseForm
from tsunagaru.engines.bookings.models import Booking, Closure
from tsunagaru.engines.bookings.queries.closures import is_reached, met_by, to_tell
from tsunagaru.engines.bookings.queries.resources import Bookable
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.closing import CannotClose
from tsunagaru.engines.bookings.views.staff_day import CLERKS, resource_for
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to

UNFIT = 422
NO_SPAN = "休止の期間を確かめてください。終わりは始まりより後、期間は92日以内です。"


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_close(request: PageRequest, code: str) -> HttpResponse:
    """Close a resource for some time; bookings in it are cancelled and the people told.

    Where there are any they are shown first, and the clerk says once more that it shall be.
    """
    one, form = resource_for(request, code), CloseForm(request.POST or None)
    if not form.is_valid():
        return _show(request, one, form, status=UNFIT if request.method == "POST" else 200)
    span, now = Slot(*form.span), clock.now()
    met = list(met_by(one, span, now).order_by("starts_at", "number"))
    if request.POST.get("sure") != _mark(met) and met and span.start < span.end:
        return _show(request, one, form, met=met, status=UNFIT)
    why = form.cleaned_data["why"]
    try:
        services.close_resource(code, span, why=why, by=request.actor, at=now)
    except CannotClose:
        return _show(request, one, form, NO_SPAN, status=UNFIT)
    return redirect("bookings:staff_close", code)


def _mark(met: list[Booking]) -> str:
    """Name exactly what was shown: whoever booked since is shown before it is cancelled."""
    return " ".join(row.number for row in met)


def _show(
    request: PageRequest,
    one: Bookable,
    form: CloseForm,
    problem: str = "",
    *,
    met: list[Booking] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    rows = Closure.objects.filter(resource=one.id, ended_at=None, ends_at__gt=now)
    context = {
        "one": one.definition,
        "form": form,
        "problem": problem,
        "met": [(row, is_reached(row)) for row in met or []],
        "mark": _mark(met or []),
        "to_tell": to_tell(now, [one.id]),
        "closures": rows.order_by("starts_at"),
    }
    return render(request, "bookings/staff/close.html", context, status=status)


@open_to(CLERKS)
@require_POST
def staff_reopen(request: PageRequest, closure_id: UUID) -> HttpResponse:
    """Take a closure back."""
    rows = Closure.objects.select_related("resource").filter(ended_at=None)
    row = get_object_or_404(rows, pk=closure_id)
    one = resource_for(request, row.resource.code)
    services.reopen(row.pk, at=clock.now())
    return redirect("bookings:staff_close", one.code)
