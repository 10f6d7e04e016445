"""What people do with reactions that failed for good (失敗した配送への対応)."""

from datetime import datetime

from django.db import transaction

from tsunagaru.ground.ledger.models import Delivery, State
from tsunagaru.ground.ledger.services.auditing import audit
from tsunagaru.kernel.access import Actor


class CannotRevive(LookupError):
    """The delivery is not among the failed ones (対象の配送がありません)."""


@transaction.atomic
def retry_dead(delivery: int, *, by: Actor, at: datetime) -> None:
    """Try a failed delivery again from its first attempt (再配送する).

    Raises:
        CannotRevive: it has not failed, or somebody was faster.
    """
    row = _change(delivery, state=State.QUEUED, attempts=0, due_at=at)
    facts = {"reaction": row.reaction, "error": row.last_error}
    audit(actor=by, action="delivery.retried", subject=row.event, at=at, facts=facts)


@transaction.atomic
def drop_dead(delivery: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a failed delivery up, with a reason that stays in the audit trail (破棄する).

    Raises:
        CannotRevive: it has not failed, or somebody was faster.
    """
    row = _change(delivery, state=State.DROPPED, done_at=at)
    facts = {"reaction": row.reaction, "error": row.last_error, "reason": reason}
    audit(actor=by, action="delivery.dropped", subject=row.event, at=at, facts=facts)


def _change(delivery: int, **values: object) -> Delivery:
    row = (
        Delivery.objects.select_for_update(no_key=True)
        .filter(pk=delivery, state=State.DEAD)
        .first()
    )
    if row is None:
        raise CannotRevive(str(delivery))
    Delivery.objects.filter(pk=row.pk).update(**values)
    return row
