"""Cash drawers (レジ): opened with a float, counted and closed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import CountForm, OpenDrawerForm
from tsunagaru.engines.payments.models import Drawer
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.queries.setup import paypoints
from tsunagaru.engines.payments.rules.cash import beside_books
from tsunagaru.engines.payments.services.counter import CannotCloseUnexplained, CannotUseDrawer
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

CONFLICT, UNFIT, NEWEST = 409, 422, 30


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def listed(request: PageRequest) -> HttpResponse:
    """Show the drawers of one's paypoints; open one."""
    points = paypoints(request.actor)
    form = OpenDrawerForm(points, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = UNFIT
        if form.is_valid():
            point = next(each for each in points if each.pk == form.cleaned_data["paypoint"])
            float_yen = form.cleaned_data["float_yen"]
            try:
                row = services.open_drawer(
                    point, float_yen=float_yen, by=request.actor, at=clock.now()
                )
                return redirect("payments:drawer", row.pk)
            except CannotUseDrawer:
                form.add_error("paypoint", "この窓口のレジは、すでに開いています。")
                status = CONFLICT
    rows = Drawer.objects.filter(paypoint__in=points).select_related("paypoint")
    context = {
        "form": form,
        "points": [point for point in points if point.cash],
        "opened": rows.filter(closed_at=None),
        "closed": rows.exclude(closed_at=None).order_by("-closed_at")[:NEWEST],
    }
    return render(request, "payments/staff/drawers.html", context, status=status)


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def one(request: PageRequest, drawer: UUID) -> HttpResponse:
    """Show a drawer with its money; count and close it."""
    mine = Drawer.objects.filter(paypoint__in=paypoints(request.actor))
    row = get_object_or_404(mine.select_related("paypoint"), pk=drawer)
    form = CountForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = UNFIT
        if form.is_valid():
            try:
                services.close_drawer(
                    row.pk,
                    counted=form.counted,
                    explanation=form.cleaned_data["explanation"],
                    by=request.actor,
                    at=clock.now(),
                )
                return redirect("payments:drawer", row.pk)
            except CannotCloseUnexplained as gap:
                form.add_error("explanation", _gap(gap.difference_yen))
            except CannotUseDrawer:
                status = CONFLICT
    context = {
        "drawer": row,
        "form": form,
        "expected": books.expected_cash(row) if row.closed_at is None else row.expected_yen,
        "payments": row.payments.select_related("invoice").order_by("received_at"),
        "refunds": row.refunds.select_related("payment__invoice").order_by("done_at"),
    }
    return render(request, "payments/staff/drawer.html", context, status=status)


def _gap(yen: int) -> str:
    return f"{beside_books(yen)}です。数え直すか、過不足の説明を書いてください。"
