"""Drawing a lottery, and closing for maintenance (抽選の実施と休止)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.forms import CloseForm
from tsunagaru.engines.bookings.models import Closure, Round
from tsunagaru.engines.bookings.queries.bookings import is_ripe
from tsunagaru.engines.bookings.queries.resources import works_on
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.closing import CannotClose
from tsunagaru.engines.bookings.services.lotteries import CannotDraw
from tsunagaru.engines.bookings.views.public import context_of
from tsunagaru.engines.bookings.views.staff_day import CLERKS, resource_for
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to

CONFLICT, UNFIT = 409, 422
NOT_NOW = "まだ受付期間中か、すでに抽選が終わっています。"
NO_SPAN = "休止の期間を確かめてください。終わりは始まりより後、期間は92日以内です。"


def round_for(request: PageRequest, round_id: UUID) -> Round:
    """Return a lottery of the actor's section; any other looks as if it did not exist."""
    row = get_object_or_404(Round.objects.select_related("resource"), pk=round_id)
    if not works_on(request.actor, row.resource.section):
        raise Http404
    return row


@open_to(CLERKS)
@require_safe
def staff_round(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Show a lottery with its applications."""
    return _show(request, round_for(request, round_id))


def _show(request: PageRequest, row: Round, problem: str = "", status: int = 200) -> HttpResponse:
    context = {**context_of(row), "ripe": is_ripe(row, clock.now()), "problem": problem}
    context["applied"] = row.bookings.order_by("starts_at", "number")
    return render(request, "bookings/staff/round.html", context, status=status)


@open_to(CLERKS)
@require_POST
def staff_draw(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Draw the lottery."""
    row = round_for(request, round_id)
    try:
        services.draw(row.pk, at=clock.now())
    except CannotDraw:
        return _show(request, row, NOT_NOW, CONFLICT)
    return redirect("bookings:staff_round", row.pk)


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_close(request: PageRequest, code: str) -> HttpResponse:
    """Close a resource for some time; bookings in it are cancelled and the people told."""
    one, now = resource_for(request, code), clock.now()
    form, status, problem = CloseForm(request.POST or None), 200, ""
    if request.method == "POST":
        status = UNFIT
        if form.is_valid():
            why, span = form.cleaned_data["why"], Slot(*form.span)
            try:
                services.close_resource(code, span, why=why, by=request.actor.staff, at=now)
            except CannotClose:
                problem = NO_SPAN
            else:
                return redirect("bookings:staff_close", code)
    rows = Closure.objects.filter(resource=one.id, ended_at=None, ends_at__gt=now)
    context = {"one": one.definition, "form": form, "problem": problem}
    context["closures"] = rows.order_by("starts_at")
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
