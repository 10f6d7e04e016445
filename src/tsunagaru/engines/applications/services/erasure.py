"""Erasing drafts (下書きの消去). What was submitted is no draft any more and is never touched."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.services.drafts import abandon, take

ERASED = "-"
BATCH = 500


@transaction.atomic
def erase_abandoned(*, at: datetime) -> int:
    """Empty drafts given up long ago (放棄された下書きの消去); that they were begun stays known."""
    old = Draft.objects.select_for_update(no_key=True).filter(
        state=rules.Ending.ABANDONED, ended_at__lte=at - rules.ERASURE_AFTER
    )
    rows = list(old.exclude(page=ERASED).defer("answers")[:BATCH])
    for row in rows:
        _empty(row)
    return len(rows)


@transaction.atomic
def discard(draft: UUID, *, at: datetime) -> None:
    """Give up and empty one draft because its owner says so (下書きの削除).

    Raises:
        CannotContinue: the draft was handed in or given up.

    Publishes:
        ApplicationEnded, outcome abandoned
    """
    cosigning.reopen(draft, at=at)
    row = take(draft)
    abandon(row, at)
    _empty(row)


@transaction.atomic
def erase_drafts_of(resident: UUID, *, at: datetime) -> int:
    """Give up and empty the drafts of a resident who asks for erasure (本人の求めによる消去)."""
    rows = Draft.objects.select_for_update(no_key=True)
    mine = list(
        rows.filter(resident=resident)
        .exclude(state=rules.Ending.SUBMITTED)
        .exclude(page=ERASED)
        .defer("answers")
    )
    for row in mine:
        if row.state == rules.Ending.WAITING:
            cosigning.reopen(row.pk, at=at)
            row.refresh_from_db(fields=["state", "settled_at"])
        if row.state == rules.Ending.OPEN:
            abandon(row, at)
        _empty(row)
    return len(mine)


def _empty(row: Draft) -> None:
    row.answers, row.page, row.code_index = {}, ERASED, None
    row.save(update_fields=["answers", "page", "code_index"])
