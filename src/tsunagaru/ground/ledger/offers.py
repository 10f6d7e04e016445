"""What the ledger offers upwards (台帳の提供物)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.ground.ledger.queries.deliveries import dead_deliveries, queue_state
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.desk import CheckResult, DeskCheck, WorkItem, WorkQueue
from tsunagaru.kernel.offers import Offers


def failed_deliveries(actor: Actor, _at: datetime) -> Sequence[WorkItem]:
    """Return the failed reactions that this member of staff looks after (失敗した配送)."""
    sees_all = actor.has(Role.DX_OFFICE, Role.CIO)
    sections = None if sees_all else actor.sections(Role.CLERK, Role.HEAD)
    return [
        WorkItem(
            title=f"自動処理の失敗：{one.reaction.rpartition('.')[2]}（{one.name}）",
            url=f"{reverse('ledger:deliveries')}#delivery-{one.id}",
            state="失敗（要対応）",
            received_at=one.at,
            section=one.section,
            urgent=True,
        )
        for one in dead_deliveries(sections)
    ]


def nothing_is_lost(_at: datetime) -> CheckResult:
    """Hold accepted = delivered + queued + failed with an owner (配送の突合)."""
    state = queue_state()
    failed = state.dead + state.dropped
    owned = "（担当課あり）" if failed else ""
    sentence = (
        f"受け付けた{state.accepted}件は、完了{state.done}件、"
        f"待ち{state.queued + state.leased}件、失敗{failed}件{owned}です。"
    )
    if state.lost:
        sentence += f"数が{state.lost}件合いません。情報システム係に連絡してください。"
    return CheckResult(holds=not state.lost, sentence=sentence)


OFFERS = Offers(
    "ground.ledger",
    work=(WorkQueue("ledger.deliveries", "失敗した自動処理", failed_deliveries),),
    checks=(DeskCheck("ledger.deliveries", "自動処理の突合", nothing_is_lost),),
)
