"""Drawing a lottery (抽選の実施)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Round
from tsunagaru.engines.bookings.queries.bookings import is_ripe
from tsunagaru.engines.bookings.queries.resources import works_on
from tsunagaru.engines.bookings.services.lotteries import CannotDraw
from tsunagaru.engines.bookings.views.public import context_of
from tsunagaru.engines.bookings.views.staff_day import CLERKS
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to

CONFLICT = 409
NOT_NOW = "まだ受付期間中か、すでに抽選が終わっています。"


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
