"""How far applications have come, in words (処理状況)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import ApplicationView, applications_of
from tsunagaru.engines.cases import api as cases

ENTRY_TITLES = {
    "received": "申請を受け付けました",
    "assigned": "担当者が内容を確認しています",
    "correction_requested": "補正をお願いしました",
    "corrected": "補正を受け付けました",
    "decided": "結果が決まりました",
    "withdrawn": "申請が取り下げられました",
    "payment_waiting": "手数料のお支払いをお願いしました",
    "payment_paid": "手数料のお支払いを確認しました",
    "payment_expired": "お支払いの期限が過ぎました",
    "payment_cancelled": "手数料の請求を取り消しました",
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
    cases.Paying.REFUNDED: "返金しました",
}


@dataclass(frozen=True)
class Line:
    """One application in a list (申請の行)."""

    application: ApplicationView
    state: str
    needs_answer: bool
    payment: str = ""


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
