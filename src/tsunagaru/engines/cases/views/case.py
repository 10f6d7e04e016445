"""The page of one case (案件の画面): what is asked for, what happened, what can be done."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from tsunagaru.engines.cases import queries
from tsunagaru.engines.cases.forms import CorrectionForm, DecisionForm, NoteForm, WithdrawalForm
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.rules import State, allowed
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.parts import TimelineEntry
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to
from tsunagaru.kernel.offers import installed
from tsunagaru.kernel.panels import PanelView

KINDS = {
    "received": "受付",
    "assigned": "担当者が決まりました",
    "note": "メモ",
    "correction_requested": "補正を求めました",
    "correction_cancelled": "補正の求めを取り消しました",
    "corrected": "補正されました",
    "exception": "不足があるまま決定する理由",
    "decided": "決定",
    "withdrawn": "取下げ",
    "part_reminded": "ほかの方の記入を催促しました",
    "payment_to_fix": "手数料の金額を決め直します",
    "payment_waiting": "手数料を請求しました",
    "payment_paid": "手数料が支払われました",
    "payment_lowered": "手数料の額を下げました",
    "payment_expired": "支払いの期限が過ぎました",
    "payment_cancelled": "請求を取り消しました",
    "payment_to_refund": "返金するかどうかの確認が必要です",
    "payment_partly": "一部の返金を決めました",
    "payment_refunded": "返金を決めました",
}


def case_for(request: PageRequest, case_id: UUID) -> Case:
    """Return a case the actor may open; any other looks as if it did not exist."""
    return get_object_or_404(queries.readable_by(request.actor), pk=case_id)


def panel_of(row: Case, request: PageRequest) -> PanelView:
    """Return what the package that opened the case shows about it."""
    for offers in installed() if row.disposed_at is None else ():
        for panel in offers.panels:
            if panel.kind == row.kind:
                return panel.read(row.subject, request.actor, clock.now())
    return PanelView(sections=())


@open_to(STAFF)
@require_safe
def case(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Show a case; looking at it is recorded."""
    row = case_for(request, case_id)
    audit(actor=request.actor, action="case.viewed", subject=row.pk, at=clock.now(), facts={})
    return show(request, row)


def show(request: PageRequest, row: Case, status: int = 200, **forms: object) -> HttpResponse:
    """Render a case's page, with the forms that were sent and refused."""
    panel = panel_of(row, request)
    outcomes = panel.outcomes or [("granted", "認める"), ("refused", "認めない")]
    context: dict[str, Any] = {
        "case": row,
        "panel": panel,
        "acts": {act.value for act in allowed(State(row.state))},
        "correction": queries.open_correction(row.pk),
        "decision": queries.decision_of(row.pk),
        "timeline": _timeline(row),
        "today": clock.day_of(clock.now()),
        "mine": row.assignee == request.actor.staff,
        "note_form": NoteForm(),
        "correction_form": CorrectionForm(panel.fields),
        "decision_form": DecisionForm(outcomes),
        "withdrawal_form": WithdrawalForm(),
        **forms,
    }
    return render(request, "cases/staff/case.html", context, status=status)


def _timeline(row: Case) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            at=clock.local(e.at), title=KINDS.get(e.kind, e.kind), text=e.text, by=e.by_name
        )
        for e in queries.timeline(row.pk, inside=True)
    ]


@open_to(STAFF)
@require_safe
def by_number(request: PageRequest, number: str) -> HttpResponse:
    """Go to a case by its number, as the QR code of a paper form does."""
    row = queries.readable_by(request.actor).filter(number=number).first()
    if row is None:
        raise Http404
    return redirect("cases:case", row.pk)
