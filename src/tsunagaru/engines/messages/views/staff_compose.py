"""Writing a message to many (配信の作成)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.messages.forms.comparisons import ComparedForm, all_written_in
from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.composing import readable_by, writes_in
from tsunagaru.engines.messages.rules import audience as audiences
from tsunagaru.engines.messages.services import composing
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with

CLERKS = staff_with(Role.CLERK, Role.HEAD)
UNFIT, CONFLICT = 422, 409
NO_DRAFT = "このお知らせは、もう下書きではありません。"


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Begin a message; it is a draft until somebody else approves it."""
    form = ComparedForm(request.actor, clock.now(), request.POST or None)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid() or request.actor.staff is None:
        return _show(request, form, status=UNFIT)
    number = composing.draft(form.draft(), by=request.actor.staff, at=clock.now())
    return redirect("messages:staff_broadcast", number)


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, number: int) -> HttpResponse:
    """Write a draft anew."""
    row = draft_for(request, number)
    actor, at = request.actor, clock.now()
    if request.method != "POST":
        form = ComparedForm(actor, at, initial=all_written_in(row))
        over = row.state != BroadcastState.DRAFT
        return _show(request, form, row, problem=NO_DRAFT if over else "")
    form = ComparedForm(actor, at, request.POST)
    if not form.is_valid() or actor.staff is None:
        return _show(request, form, row, UNFIT)
    try:
        composing.change(row.pk, form.draft(), by=actor.staff, at=at)
    except composing.CannotCompose:
        return _show(request, form, row, CONFLICT, NO_DRAFT)
    return redirect("messages:staff_broadcast", row.pk)


def draft_for(request: PageRequest, number: int) -> Broadcast:
    """Return a broadcast the actor may write; any other looks as if it did not exist."""
    row = get_object_or_404(readable_by(request.actor, clock.now()), pk=number)
    if not writes_in(request.actor, row.section):
        raise Http404
    return row


def _show(
    request: PageRequest,
    form: ComparedForm,
    row: Broadcast | None = None,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    corrects = row is not None and bool(audiences.read(row.audience).follows)
    context = {"form": form, "row": row, "problem": problem, "corrects": corrects}
    return render(request, "messages/staff/compose.html", context, status=status)
