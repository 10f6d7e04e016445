"""Cases that are kept beyond their period (廃棄の保留)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.records_office.forms import HoldForm
from tsunagaru.services.records_office.queries.holds import holds_of
from tsunagaru.services.records_office.rules import CannotHold, HeldAlready
from tsunagaru.services.records_office.services import holding
from tsunagaru.services.records_office.views.due import APPROVERS, UNFIT

NOT_FOUND = (
    "この番号の案件や文書は見つかりません。番号をお確かめください。"
    "ほかの課のものと、廃棄が済んだものは、ここでは保留できません。"
)


@open_to(APPROVERS)
@require_http_methods(["GET", "POST"])
def holds(request: PageRequest) -> HttpResponse:
    """Show what is held; hold another case."""
    form = HoldForm(request.POST if request.method == "POST" else None)
    status = UNFIT if request.method == "POST" else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            holding.place(said["number"], reason=said["reason"], by=request.actor, at=clock.now())
            messages.success(request, "廃棄を保留しました。")
            return redirect("records_office:holds")
        except HeldAlready:
            form.add_error("number", "すでに保留されています。下の一覧でご確認ください。")
        except CannotHold:
            form.add_error("number", NOT_FOUND)
    context = {"form": form, "holds": holds_of(request.actor)}
    return render(request, "records_office/staff/holds.html", context, status=status)


@open_to(APPROVERS)
@require_POST
def lift(request: PageRequest, hold: UUID) -> HttpResponse:
    """Lift a hold."""
    try:
        holding.lift(hold, by=request.actor, at=clock.now())
    except CannotHold:
        raise Http404 from None
    messages.success(request, "保留を解きました。")
    return redirect("records_office:holds")
