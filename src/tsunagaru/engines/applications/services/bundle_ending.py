"""Bundles that are given up (まとめて申請の取りやめ): by their owner, by time, or by erasure."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import BundleAbandoned
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.services import drafts
from tsunagaru.engines.applications.services.drafts import CannotContinue
from tsunagaru.ground.ledger.api import publish


@transaction.atomic
def discard_bundle(bundle: UUID, *, at: datetime) -> None:
    """Give up a bundle and its drafts because its owner says so (まとめて申請の削除).

    Raises:
        CannotContinue: it was handed in or given up before.

    Publishes:
        BundleAbandoned (and each draft's own ApplicationEnded)
    """
    row = Bundle.objects.select_for_update(no_key=True).get(pk=bundle)
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    give_up_bundle(row, at)


def give_up_bundle(row: Bundle, at: datetime) -> None:
    """Give up a bundle that the caller has locked, with every draft still open in it (放棄).

    Publishes:
        BundleAbandoned (and each draft's own ApplicationEnded)
    """
    for draft in reads.drafts_in(row, lock=True):
        if draft.state == rules.Ending.OPEN:
            drafts.abandon(draft, at)
    close_bundle(row, at)


def close_bundle(row: Bundle, at: datetime) -> None:
    """Empty a bundle that is given up (まとめて申請の取りやめ).

    Publishes:
        BundleAbandoned
    """
    row.state, row.ended_at = rules.Ending.ABANDONED, at
    row.situation, row.code_index, row.screen_index, row.signature = {}, None, None, None
    row.save()
    publish(BundleAbandoned(at=at, subject=row.pk, guide=row.guide, channel=row.channel))


@transaction.atomic
def erase_bundles_of(resident: UUID, *, at: datetime) -> int:
    """Give up the open bundles of a resident who asks for erasure (本人の求めによる消去)."""
    rows = Bundle.objects.select_for_update(no_key=True).filter(
        resident=resident, state=rules.Ending.OPEN
    )
    mine = list(rows)
    for row in mine:
        close_bundle(row, at)
    return len(mine)
