"""How far applications have come, in words (処理状況)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import (
    ApplicationView,
    applications_of,
    view_of,
)
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ui.phrases import say

ENTRY_TITLES = {
    "received": "申請を受け付けました",
    "assigned": "担当者が内容を確認しています",
    "correction_requested": "補正をお願いしました",
    "corrected": "補正を受け付けました",
    "decided": "結果が決まりました",
    "withdrawn": "申請が取り下げられました",
    "part_reminded": "ほかの方に、記入の催促をしました",
    "payment_waiting": "手数料のお支払いをお願いしました",
    "payment_paid": "手数料のお支払いを確認しました",
    "payment_lowered": "手数料の額が下がりました",
    "payment_expired": "お支払いの期限が過ぎました",
    "payment_cancelled": "手数料の請求を取り消しました",
    "payment_partly": "手数料の一部の返金を決めました",
    "payment_refunded": "手数料の返金を決めました",
}
STATE_LABELS = {
    cases.State.RECEIVED: "受付済み",
    cases.State.EXAMINING: "確認中",
    cases.State.CORRECTING: "補正のお願いがあります",
    cases.State.DECIDED: "結果が出ました",
    cases.State.WITHDRAWN: "取下げ",
}

PAYMENTS = {
    cases.Paying.WAITING: "お支払いをお待ちしています",
    cases.Paying.PAID: "お支払い済み",
    cases.Paying.EXPIRED: "お支払いの期限が過ぎました",
    cases.Paying.TO_REFUND: "返金について確認しています",
    cases.Paying.PARTLY: "一部を返金しました",
    cases.Paying.REFUNDED: "返金しました",
}


@dataclass(frozen=True)
class Line:
    """One application in a list (申請の行)."""

    application: ApplicationView
    state: str
    needs_answer: bool
    payment: str = ""


@dataclass(frozen=True)
class ApplicationStanding:
    """How far one application has come, for a program (処理状況).

    Args:
        state: code of the case's state, and ``words`` what it is called.
        outcome: code of the decision, and ``decided`` what it is called; empty until then.
        asked: code and label of the field whose correction is asked for; empty when none is.
    """

    application: ApplicationView
    state: str
    words: str
    due_on: date | None
    outcome: str = ""
    decided: str = ""
    asked: tuple[str, str] = ("", "")


def standing_of(application: UUID, language: str) -> ApplicationStanding | None:
    """Return how far an application has come (処理状況), or None when there is none."""
    row = Application.objects.filter(pk=application).first()
    case = cases.case_of("application", application) if row else None
    if row is None or case is None:
        return None
    decision, asked = cases.decision_of(row.case), cases.open_correction(row.case)
    outcome = decision.outcome if decision else ""
    known = form_of(row.version_id).definition.outcome(outcome)
    label = decision.label if decision else ""
    return ApplicationStanding(
        application=view_of(row),
        state=case.state.value,
        words=say(STATE_LABELS[case.state], language),
        due_on=case.due_on if case.closed_at is None else None,
        outcome=outcome,
        decided=known.label.in_language(language) if known else label,
        asked=(asked.field, asked.label) if asked else ("", ""),
    )


def lines_of(resident: UUID) -> Sequence[Line]:
    """Return a resident's applications with their states, newest first."""
    mine = applications_of(resident)
    known = cases.cases_of("application", [one.id for one in mine])
    return [
        Line(
            one,
            STATE_LABELS[known[one.id].state] if one.id in known else "",
            one.id in known and known[one.id].state is cases.State.CORRECTING,
            PAYMENTS.get(known[one.id].payment, "") if one.id in known else "",
        )
        for one in mine
    ]


def correction_of(row: Application) -> cases.CorrectionView | None:
    """Return the correction the applicant is asked for, if one is open (補正の依頼)."""
    return cases.open_correction(row.case)
