"""Cash drawers (レジ): opened with a float, counted and closed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.forms import CountForm, OpenDrawerForm, SeenForm
from tsunagaru.engines.payments.models import Drawer
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.queries.setup import keeps_the_books, paypoints
from tsunagaru.engines.payments.services.counter import CannotCloseUnexplained, CannotUseDrawer
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

CONFLICT, UNFIT, NEWEST = 409, 422, 30
SEEN_ALREADY = "この過不足は、すでに確認済みか、確認の必要がありません。"


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
    row = _drawer_for(request, drawer)
    return _close(request, row) if request.method == "POST" else _show(request, row)


def _close(request: PageRequest, row: Drawer) -> HttpResponse:
    form, status = CountForm(request.POST), UNFIT
    if form.is_valid():
        try:
            services.close_drawer(row.pk, form.count, by=request.actor, at=clock.now())
            return redirect("payments:drawer", row.pk)
        except CannotCloseUnexplained as gap:
            form.refuse(gap)
        except CannotUseDrawer:
            status = CONFLICT
    return _show(request, row, status, form=form)


@open_to(STAFF)
@require_POST
def seen(request: PageRequest, drawer: UUID) -> HttpResponse:
    """Note that accounts have seen a drawer's gap, with a sentence."""
    row = _drawer_for(request, drawer)
    if not keeps_the_books(request.actor):
        raise Http404
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _show(request, row, UNFIT, seen_form=form)
    try:
        services.see_gap(row.pk, words=form.cleaned_data["words"], by=request.actor, at=clock.now())
        messages.success(request, "過不足を確認したことを記録しました。")
    except CannotUseDrawer:
        messages.error(request, SEEN_ALREADY)
    return redirect("payments:drawer", row.pk)


def _drawer_for(request: PageRequest, drawer: UUID) -> Drawer:
    mine = Drawer.objects.filter(paypoint__in=paypoints(request.actor))
    return get_object_or_404(mine.select_related("paypoint"), pk=drawer)


def _show(request: PageRequest, row: Drawer, status: int = 200, **more: object) -> HttpResponse:
    closed = row.closed_at is not None
    context = {
        "drawer": row,
        "form": CountForm(),
        "expected": row.expected_yen if closed else books.expected_cash(row),
        "payments": row.payments.select_related("invoice").order_by("received_at"),
        "refunds": row.refunds.select_related("payment__invoice").order_by("done_at"),
        "to_see": closed and row.difference_yen and row.seen_at is None,
        "keeper": keeps_the_books(request.actor),
        "seen_form": SeenForm(),
        **more,
    }
    return render(request, "payments/staff/drawer.html", context, status=status)
