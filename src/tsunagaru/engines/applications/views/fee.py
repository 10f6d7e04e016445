"""The fee of an application for staff (手数料の画面): fixed, asked for, extended, given back."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.forms import AmountForm, ReturnForm
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import charges
from tsunagaru.engines.applications.queries.applications import kept_row
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import paying as standings
from tsunagaru.engines.applications.services import paying
from tsunagaru.engines.applications.views.fee_acts import ACTS, Forms
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.due import PostponeForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, Role, open_to

UNFIT, CONFLICT = 422, 409
MORE_TIME = timedelta(days=14)
TOO_LATE = "この申請の状態が変わったため、操作できませんでした。今の状態をご確認ください。"


@open_to(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: PageRequest, application: UUID) -> HttpResponse:
    """Show how the fee stands; do what is to be done about it."""
    row = _application_for(request, application)
    if request.method != "POST":
        who, facts = request.actor, {"page": "fee"}
        audit(actor=who, action="application.viewed", subject=row.pk, at=clock.now(), facts=facts)
        return _show(request, row, _forms(row))
    return _act(request, row)


def _act(request: PageRequest, row: Application) -> HttpResponse:
    act = request.POST.get("act", "")
    forms = _forms(row, request.POST, act)
    form = forms.get(act)
    if act not in ACTS or (form is not None and not form.is_valid()):
        return _show(request, row, forms, UNFIT)
    try:
        said = ACTS[act](request.actor, row, forms, clock.now())
    except paying.CannotFix as refusal:
        return _show(request, row, forms, UNFIT, refusal.sentence)
    except cases.CannotMove:
        return _show(request, row, forms, CONFLICT, TOO_LATE)
    flash.success(request, said)
    return redirect("applications:fee", row.pk)


def _application_for(request: PageRequest, application: UUID) -> Application:
    row = kept_row(application)
    sections = request.actor.sections(Role.CLERK, Role.HEAD) if request.actor.is_staff else ()
    if row is None or form_of(row.version_id).definition.section not in sections:
        raise Http404
    return row


def _forms(row: Application, posted: object = None, act: str = "") -> Forms:
    """Return the forms of the page, the one that was sent filled in."""
    now, fee = charges.fee_of(row), form_of(row.version_id).definition.payment
    today = clock.day_of(clock.now())
    due = today + timedelta(days=fee.due_days if fee else 14)
    usual = now.plan.total_yen if now.plan.fixed else row.fee_yen
    later = max(due, now.pending.due_on + MORE_TIME) if now.pending else due
    back = standings.suggested_refund(now.held_yen, fee.refund_percent if fee else 100)
    return {
        "fix": AmountForm(posted if act == "fix" else None, yen=usual, due_on=due, today=today),
        "extend": PostponeForm(posted if act == "extend" else None, due_on=later, today=today),
        "return": ReturnForm(posted if act == "return" else None, yen=back),
    }


def _show(
    request: PageRequest, row: Application, forms: Forms, status: int = 200, problem: str = ""
) -> HttpResponse:
    now, definition = charges.fee_now(row), form_of(row.version_id).definition
    context = {
        "application": row,
        "number": rules.format_number(row.number),
        "procedure": definition,
        "fee": now,
        "label": charges.LABELS[now.standing],
        "first": charges.must_pay_first(row),
        "stopped": now.over in standings.STOPPED,
        "forms": forms,
        "problem": problem,
    }
    return render(request, "applications/staff/fee.html", context, status=status)
