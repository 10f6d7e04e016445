"""Export and erasure of what a resident sent (開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.kernel.offers import Erasure
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.rules.states import ENDED, LIFE, Act, ReplyState, State
from tsunagaru.services.hearing.services.disposing import empty
from tsunagaru.services.hearing.services.leaving import withdraw
from tsunagaru.services.hearing.services.publishing import take_down_of

KEPT = "回答の承認が済み、発送・電話を待っている広聴は、終わってから消去します。"


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what a resident sent, and what the town answered."""
    return [_one(row) for row in Inquiry.objects.filter(resident=resident).order_by("received_at")]


def _one(row: Inquiry) -> dict[str, Any]:
    given = row.replies.filter(state=ReplyState.GIVEN)
    return {
        "number": row.number,
        "kind": row.kind,
        "topic": row.topic,
        "state": row.state,
        "received_at": row.received_at.isoformat(),
        "said": [one.text or "" for one in row.sayings.all()],
        "answered": [one.text or "" for one in given],
        "name": row.name or "",
        "email": row.email or "",
        "phone": row.phone or "",
        "address": row.address or "",
        "may_publish": row.may_publish,
    }


@transaction.atomic
def erase(resident: UUID, at: datetime) -> Erasure:
    """Empty what a resident sent; what is open is withdrawn, what is public is taken down."""
    rows = Inquiry.objects.select_for_update(no_key=True).filter(resident=resident)
    erased = kept = 0
    for row in rows.order_by("pk"):
        if Act.WITHDRAW in LIFE.allowed(State(row.state)):
            withdraw(row.pk, at=at)
            row.refresh_from_db()
        if row.state not in ENDED:
            kept += 1
            continue
        take_down_of(row, "erasure", at=at)
        empty(row, at=at)
        erased += 1
    return Erasure(erased=erased, kept=kept, reason=KEPT if kept else "")
