"""Paper copies (紙の回覧): what was printed, and that it went round."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import CircularPrinted
from tsunagaru.services.community.models import Circular, PrintRun
from tsunagaru.services.community.queries.access import minds_districts, writes
from tsunagaru.services.community.queries.copies import DistrictRun, print_run
from tsunagaru.services.community.queries.offices import reports
from tsunagaru.services.community.queries.setups import UNKNOWN
from tsunagaru.services.community.rules.states import READABLE, State
from tsunagaru.services.community.services.reading import PAPER, settle
from tsunagaru.services.community.services.writing import CannotWrite


class PrintedBefore(Exception):
    """This edition's copies are recorded already (すでに記録されています)."""


@transaction.atomic
def record_print(circular: UUID, *, by: Actor, at: datetime) -> int:
    """Record that the copies of the edition in force were printed (印刷を記録する).

    Returns:
        How many copies.

    Raises:
        CannotWrite: not a clerk of its section; or it is not out.
        PrintedBefore

    Publishes:
        CircularPrinted, one for each district
    """
    row = Circular.objects.select_for_update(no_key=True).get(pk=circular)
    mine = writes(by, row, at) or minds_districts(by)
    if not by.is_staff or by.staff is None or not mine or row.state != State.OUT:
        raise CannotWrite
    if row.runs.filter(edition=row.edition).exists():
        raise PrintedBefore
    runs = print_run(row)
    for one in runs:
        PrintRun.objects.bulk_create(_runs(row, one, by.staff, at))
        district = _known(one.code)
        publish(CircularPrinted(at=at, subject=row.pk, copies=one.copies, district=district))
    total = sum(one.copies for one in runs)
    audit(actor=by, action="circular.printed", subject=row.pk, at=at, facts={"copies": total})
    return total


def _runs(row: Circular, one: DistrictRun, staff: UUID, at: datetime) -> list[PrintRun]:
    lines = [(group.code, group.households, group.copies) for group in one.groups]
    return [
        PrintRun(
            circular=row,
            edition=row.edition,
            district=one.code,
            group=code,
            households=households,
            copies=copies,
            printed_by=staff,
            at=at,
        )
        for code, households, copies in [*lines, ("", 0, one.spare)]
        if copies
    ]


def _known(district: str) -> str:
    return "" if district == UNKNOWN else district


@transaction.atomic
def note_round(circular: UUID, district: str, group: str, *, by: Actor, at: datetime) -> int:
    """Note that the paper went round in a group (紙を回し終えた), as its head or a clerk says.

    Args:
        group: empty for households that are in none yet.

    Returns:
        How many households it reached.

    Raises:
        CannotWrite

    Publishes:
        HouseholdReached, for each
    """
    row = Circular.objects.get(pk=circular)
    by_staff = by.is_staff and (writes(by, row, at) or minds_districts(by))
    if row.state not in READABLE or not (
        by_staff or reports(by.resident, district, group, day_of(at))
    ):
        raise CannotWrite
    rows = row.deliveries.filter(
        district=district, group=group, on_paper=True, left_at=None, paper_at=None
    )
    ids = list(rows.values_list("pk", flat=True))
    row.deliveries.filter(pk__in=ids).update(paper_at=at)
    settle(row.deliveries.filter(pk__in=ids), row, PAPER, at=at)
    facts: dict[str, str | int] = {"district": district, "households": len(ids)}
    audit(actor=by, action="circular.paper_round", subject=row.pk, at=at, facts=facts)
    return len(ids)
