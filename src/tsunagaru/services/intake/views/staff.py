"""What came from the portal, as clerks see it (国のポータルから届いたもの)."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.intake import queries
from tsunagaru.services.intake.forms import CloseForm
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.rules import WHY_NAMES, State, Why
from tsunagaru.services.intake.services import by_hand
from tsunagaru.services.intake.services.keeping import content_of

CLERKS = staff_with(Role.CLERK, Role.HEAD)
ROWS = 50


@open_to(CLERKS)
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show what needs a person, or everything that came."""
    everything = request.GET.get("which") == "all"
    rows = queries.listed(request.actor, everything=everything)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    lines = [(row, WHY_NAMES[Why(row.why)] if row.why else "") for row in page]
    context = {"page": page, "lines": lines, "everything": everything}
    return render(request, "intake/staff/list.html", context)


@open_to(CLERKS)
@never_cache
@require_safe
def arrival(request: PageRequest, arrival: UUID) -> HttpResponse:
    """Show what came, as it came."""
    return _show(request, _row(request, arrival), CloseForm())


@open_to(CLERKS)
@require_POST
def again(request: PageRequest, arrival: UUID) -> HttpResponse:
    """Take it in now that layout or form were mended."""
    row, setup = _row(request, arrival), queries.setup()
    if setup is None:
        raise Http404
    try:
        made = by_hand.try_again(row.pk, setup, by=request.actor, at=clock.now())
    except by_hand.CannotChange:
        raise Http404 from None
    if made is None:
        messages.warning(request, "まだ取り込めません。理由を確かめてください。")
    else:
        messages.success(request, "申請として取り込みました。")
    return redirect("intake:arrival", row.pk)


@open_to(CLERKS)
@require_POST
def close(request: PageRequest, arrival: UUID) -> HttpResponse:
    """Note that it was dealt with by hand."""
    row, form = _row(request, arrival), CloseForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=422)
    try:
        made = form.application
        by_hand.close(row.pk, application=made, by=request.actor, at=clock.now())
    except by_hand.CannotChange:
        form.add_error("number", "すでに処理されているか、ほかの届出に使われた受付番号です。")
        return _show(request, row, form, status=409)
    messages.success(request, "手で処理したものとして記録しました。")
    return redirect("intake:listed")


@open_to(CLERKS)
@never_cache
@require_safe
def piece(request: PageRequest, arrival: UUID, part: UUID) -> HttpResponse:
    """Hand over a piece exactly as it came; it is never opened in the browser."""
    found = _row(request, arrival).parts.filter(pk=part).first()
    if found is None:
        raise Http404
    answer = HttpResponse(content_of(found), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{found.pk}.bin"'
    return answer


def _row(request: PageRequest, arrival: UUID) -> Arrival:
    row = queries.readable_by(request.actor).filter(pk=arrival).first()
    if row is None:
        raise Http404
    audit(actor=request.actor, action="arrival.viewed", subject=row.pk, at=clock.now())
    return row


def _show(
    request: PageRequest, row: Arrival, form: CloseForm, *, status: int = 200
) -> HttpResponse:
    case = cases.case_of("application", row.application) if row.application else None
    context = {
        "row": row,
        "why": WHY_NAMES[Why(row.why)] if row.why else "",
        "original": row.original or {},
        "case_url": reverse("cases:case", args=[case.id]) if case else "",
        "form": form,
        "waits": row.state == State.WAITING,
    }
    return render(request, "intake/staff/arrival.html", context, status=status)
