"""Disposal (廃棄): when the period is over, who was there goes; how many were stays."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.shelters.models import Entry, Evacuee, Run, Tablet
from tsunagaru.services.shelters.queries.finished import finished_runs
from tsunagaru.services.shelters.services.privacy import forget

_MARK = "shelters_evacuee.disposed"


@transaction.atomic
def dispose(run: UUID, at: datetime) -> list[str]:
    """Take everybody out of a run whose shelters are closed (廃棄する).

    States, times and reports stay: they count, and nobody stands in them.

    Returns:
        A mark under a key for each person whose details went.

    Raises:
        CannotDisposePaper: a shelter is still open, or it was disposed of already.
    """
    row = Run.objects.select_for_update(no_key=True).filter(pk=run).first()
    if row is None or not finished_runs().filter(pk=run).exists():
        raise CannotDisposePaper
    people = list(Evacuee.objects.filter(run=row).order_by("pk"))
    marks = sorted(blind(_said(one), place=_MARK) for one in people if one.details)
    for one in people:
        forget(one)
    for entry in Entry.objects.filter(opening__run=row, evacuee=None):  # set aside, of nobody yet
        entry.payload = {}
        entry.save(update_fields=["payload"])
    for tablet in Tablet.objects.filter(opening__run=row):
        tablet.private, tablet.token_hash, tablet.code_hash = "", "", ""
        tablet.save(update_fields=["private", "token_hash", "code_hash"])
    row.emptied_at = at
    row.save(update_fields=["emptied_at"])
    return marks


def _said(one: Evacuee) -> str:
    return json.dumps([one.details, one.care], ensure_ascii=False, sort_keys=True)
