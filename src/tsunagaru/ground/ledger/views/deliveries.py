"""Reactions that failed for good, and how the queue stands (自動処理の状況)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.ledger.forms import DropForm, RetryForm
from tsunagaru.ground.ledger.queries.deliveries import dead_deliveries, queue_state
from tsunagaru.ground.ledger.services import reviving
from tsunagaru.ground.ledger.views.requests import StaffRequest
from tsunagaru.kernel.access import Actor, Role, open_to, staff_with
from tsunagaru.kernel.clock import now

KEEPERS = staff_with(Role.DX_OFFICE, Role.HEAD)
ALREADY = "この処理は、すでにほかの職員が対応しています。"


@open_to(KEEPERS)
@require_http_methods(["GET", "HEAD"])
def deliveries(request: StaffRequest) -> HttpResponse:
    """Show what failed, with the two things one can do about it."""
    return _page(request, DropForm())


@open_to(KEEPERS)
@require_POST
def retry(request: StaffRequest) -> HttpResponse:
    """Try a failed reaction again."""
    try:
        reviving.retry_dead(_delivery_of(request), by=request.actor, at=now())
        messages.success(request, "もう一度実行します。")
    except reviving.CannotRevive:
        messages.warning(request, ALREADY)
    return redirect("ledger:deliveries")


@open_to(KEEPERS)
@require_POST
def drop(request: StaffRequest) -> HttpResponse:
    """Give a failed reaction up, with a reason."""
    form, delivery = DropForm(request.POST), _delivery_of(request)
    if not form.is_valid():
        return _page(request, form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        reviving.drop_dead(delivery, reason=reason, by=request.actor, at=now())
        messages.success(request, "処理を破棄し、理由を監査記録に残しました。")
    except reviving.CannotRevive:
        messages.warning(request, ALREADY)
    return redirect("ledger:deliveries")


def _page(request: StaffRequest, form: DropForm, status: int = 200) -> HttpResponse:
    dead = dead_deliveries(_sections(request.actor))
    context = {"dead": dead, "state": queue_state(), "form": form, "wrong": form.errors}
    return render(request, "ledger/deliveries.html", context, status=status)


def _sections(actor: Actor) -> frozenset[str] | None:
    return None if actor.has(Role.DX_OFFICE) else actor.sections(Role.HEAD)


def _delivery_of(request: StaffRequest) -> int:
    """Return the delivery meant; another section's is answered like a missing one."""
    form, sections = RetryForm(request.POST), _sections(request.actor)
    if not form.is_valid():
        raise Http404
    delivery: int = form.cleaned_data["delivery"]
    if sections is not None and delivery not in {d.id for d in dead_deliveries(sections)}:
        raise Http404
    return delivery
