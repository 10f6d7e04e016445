"""What is due, and its approval (廃棄の候補と承認)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.records_office.forms import ApprovalForm
from tsunagaru.services.records_office.queries import due as reads
from tsunagaru.services.records_office.rules import CannotApprove, due_until, next_due
from tsunagaru.services.records_office.services.disposing import dispose

APPROVERS = staff_with(Role.HEAD, Role.DX_OFFICE)
UNFIT, CONFLICT = 422, 409
GONE = (
    "この一覧は、先に承認されて廃棄が済んでいます。いまの操作では、何も廃棄していません。"
    "廃棄の記録をお確かめください。"
)


@open_to(APPROVERS)
@require_safe
def due(request: PageRequest) -> HttpResponse:
    """Show what is due by rule and section, and the rules themselves."""
    today = clock.day_of(clock.now())
    context = {
        "groups": reads.groups(request.actor, clock.now()),
        "rules": [(rule, due_until(rule.years, today)) for rule in reads.rules()],
        "next": next_due(today),
    }
    return render(request, "records_office/staff/due.html", context)


@open_to(APPROVERS)
@require_http_methods(["GET", "POST"])
def group(request: PageRequest, rule: str, section: str) -> HttpResponse:
    """Show the cases of a group; dispose of them when a person approves."""
    found = reads.group(rule, section, request.actor, clock.now())
    if found is None:
        if request.method == "POST" and reads.was_disposed_of(rule, section, request.actor):
            messages.error(request, GONE)
            return redirect("records_office:disposals")
        raise Http404
    form = ApprovalForm(request.POST if request.method == "POST" else None)
    status, stale = UNFIT if request.method == "POST" else 200, False
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            dispose(rule, section, seen=seen, by=request.actor, at=clock.now())
            messages.success(request, "廃棄し、記録を残しました。")
            return redirect("records_office:disposals")
        except CannotApprove:
            status, stale, form = CONFLICT, True, ApprovalForm()  # nobody has seen this list yet
    context = {"group": found, "form": form, "stale": stale}
    return render(request, "records_office/staff/group.html", context, status=status)
