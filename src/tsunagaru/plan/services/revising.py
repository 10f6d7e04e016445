"""What the town itself writes into the plan (計画の見直し): sheets and ties."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.plan.events import InitiativeRevised
from tsunagaru.plan.models import Initiative, Tie
from tsunagaru.plan.rules.strategy import SHEET_FIELDS, PlanStatus, TieKind


@transaction.atomic
def revise(
    number: int,
    *,
    sheet: Mapping[str, str | None],
    ties: Mapping[TieKind, Sequence[str]],
    at: datetime,
) -> Initiative:
    """Replace an initiative's sheet and the town's own ties (個票の見直し).

    Args:
        number: the initiative of the current plan.
        sheet: text by field; None where nothing is stated.
        ties: codes of sections and keys of walls.

    Raises:
        Initiative.DoesNotExist: the current plan has no such number.

    Publishes:
        InitiativeRevised
    """
    rows = Initiative.objects.select_for_update(no_key=True).filter(plan__status=PlanStatus.CURRENT)
    row = rows.get(number=number)
    for name in SHEET_FIELDS:
        setattr(row, name, sheet.get(name))
    row.save(update_fields=list(SHEET_FIELDS))
    row.ties.all().delete()
    pairs = [(kind, code) for kind in TieKind for code in dict.fromkeys(ties.get(kind, ()))]
    Tie.objects.bulk_create([Tie(initiative=row, kind=kind, code=code) for kind, code in pairs])
    publish(InitiativeRevised(at=at, subject=row.plan_id, initiative=f"{number:02d}"))
    return row
