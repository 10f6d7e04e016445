"""What security offers upwards (提供物)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.desk import CheckResult, DeskCheck, WorkItem, WorkQueue
from tsunagaru.kernel.offers import Offers
from tsunagaru.services.security.models import Finding, Round, Statement
from tsunagaru.services.security.queries.findings import open_findings
from tsunagaru.services.security.queries.statements import is_own
from tsunagaru.services.security.rules.states import FindingState, StatementState

MOST_ITEMS = 100
PATIENCE = timedelta(days=3)


def _findings(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return what the scan found, for the section in charge and the DX office."""
    return [
        WorkItem(
            title="保存された内容に、個人番号と思われる数字があります",
            url=reverse("security:finding", args=[row.pk]),
            state="対応が必要",
            received_at=row.found_at,
            section=row.section,
            urgent=True,
        )
        for row in open_findings(actor)[:MOST_ITEMS]
    ]


def _statements(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the statements that wait for the DX office."""
    if not actor.has(Role.DX_OFFICE):
        return ()
    rows = Statement.objects.filter(state=StatementState.OPEN).order_by("made_at")
    return [
        WorkItem(
            title=f"「個人番号ではない」との申出（{row.get_claim_display()}）",
            url=reverse("security:statement", args=[row.pk]),
            state="ほかの職員の決定待ち" if is_own(row, actor) else "確認待ち",
            received_at=row.made_at,
            section="",
        )
        for row in rows[:MOST_ITEMS]
    ]


def _scan_runs(at: datetime) -> CheckResult:
    """Tell whether everything stored is looked through regularly (夜間点検の点検)."""
    waiting = Finding.objects.filter(state=FindingState.OPEN).count()
    last = Round.objects.order_by("-day").first()
    if last is None:
        return CheckResult(holds=True, sentence="個人番号の夜間点検は、今夜から始まります。")
    stuck = last.finished_at is None and last.started_at < at - PATIENCE
    sentence = f"最近の点検で{last.rows:,}件を調べました。対応が必要な検出は{waiting}件です。"
    if stuck:
        sentence += "点検が3日たっても終わっていません。"
    return CheckResult(holds=not waiting and not stuck, sentence=sentence)


OFFERS = Offers(
    "services.security",
    work=(
        WorkQueue("security.findings", "個人番号の検出", _findings),
        WorkQueue("security.statements", "個人番号ではないとの申出", _statements),
    ),
    checks=(DeskCheck("security.numbers", "個人番号の夜間点検", _scan_runs),),
)
