"""What a clerk does with a case (案件の操作): each a POST that returns to the case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.cases import services
from tsunagaru.engines.cases.forms import CorrectionForm, DecisionForm, WithdrawalForm
from tsunagaru.engines.cases.rules import (
    CannotDecideLacking,
    CannotDecideWithoutReason,
    CannotDecideYet,
    CannotMove,
)
from tsunagaru.engines.cases.views.case import case_for, panel_of, show
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to

TOO_LATE = "この案件の状態が変わったため、操作できませんでした。今の状態をご確認ください。"
SAY_WHY = "不足があるまま認めるときは、理由を入力してください。"
CONFLICT = 409
UNFIT = 422


@open_to(STAFF)
@require_POST
def take(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Become responsible for the case."""
    row, actor = case_for(request, case_id), request.actor
    if actor.staff is None:
        return redirect("cases:case", row.pk)
    try:
        services.assign(row.pk, to=actor.staff, to_name=actor.name, by=actor, at=clock.now())
    except CannotMove:
        return show(request, row, status=CONFLICT, problem=TOO_LATE)
    return redirect("cases:case", row.pk)


@open_to(STAFF)
@require_POST
def request_correction(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Ask the applicant to correct one field."""
    row = case_for(request, case_id)
    fields = panel_of(row, request).fields
    form = CorrectionForm(fields, request.POST)
    if not form.is_valid():
        return show(request, row, status=UNFIT, correction_form=form)
    wanted = form.cleaned_data["field"]
    try:
        services.request_correction(
            row.pk,
            field=wanted,
            label=dict(fields)[wanted],
            message=form.cleaned_data["message"],
            by=request.actor,
            at=clock.now(),
        )
    except CannotMove:
        return show(request, row, status=CONFLICT, problem=TOO_LATE)
    return redirect("cases:case", row.pk)


@open_to(STAFF)
@require_POST
def cancel_correction(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Take back the request for correction."""
    row = case_for(request, case_id)
    try:
        services.cancel_correction(row.pk, by=request.actor, at=clock.now())
    except CannotMove:
        return show(request, row, status=CONFLICT, problem=TOO_LATE)
    return redirect("cases:case", row.pk)


@open_to(STAFF)
@require_POST
def decide(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Decide the case."""
    row = case_for(request, case_id)
    outcomes = panel_of(row, request).outcomes or [("granted", "認める"), ("refused", "認めない")]
    form = DecisionForm(outcomes, request.POST)
    if not form.is_valid():
        return show(request, row, status=UNFIT, decision_form=form)
    outcome, reason = form.cleaned_data["outcome"], form.cleaned_data["reason"]
    label = dict(outcomes)[outcome]
    try:
        how = {"outcome": outcome, "label": label, "reason": reason}
        how["despite"] = form.cleaned_data["despite"]
        services.decide_once(row.pk, how, by=request.actor, at=clock.now())
    except CannotDecideWithoutReason:
        form.add_error("reason", "理由を入力してください。")
    except CannotDecideLacking as bar:
        form.add_error("despite", f"{bar.sentence}{SAY_WHY}")
    except CannotDecideYet as bar:
        form.add_error("outcome", bar.sentence)
    except CannotMove:
        return show(request, row, status=CONFLICT, problem=TOO_LATE)
    else:
        return redirect("cases:case", row.pk)
    return show(request, row, status=UNFIT, decision_form=form)


@open_to(STAFF)
@require_POST
def withdraw(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Close the case because the applicant withdrew by telephone or at the counter."""
    row, form = case_for(request, case_id), WithdrawalForm(request.POST)
    if not form.is_valid():
        return show(request, row, status=UNFIT, withdrawal_form=form)
    try:
        services.withdraw(row.pk, by=request.actor, at=clock.now())
    except CannotMove:
        return show(request, row, status=CONFLICT, problem=TOO_LATE)
    return redirect("cases:case", row.pk)
