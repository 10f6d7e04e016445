"""Reports of a shelter at set times (定時報告)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.events import ShelterReported, ShelterReportMissed
from tsunagaru.services.shelters.models import HourReport, Opening
from tsunagaru.services.shelters.queries import reports, sites
from tsunagaru.services.shelters.services.opening import codes


@transaction.atomic
def report(opening: UUID, *, counted: int | None, note: str, by: Actor, at: datetime) -> HourReport:
    """Report how a shelter stands, for the time that is due (定時報告をする).

    Sent twice, the later one stands: it is one report for one time.

    Publishes:
        ShelterReported; late, also ShelterReportMissed where nobody noted it yet
    """
    row = (
        Opening.objects.select_for_update(no_key=True, of=("self",))
        .select_related("run")
        .get(pk=opening)
    )
    due = reports.wanted(row, at)
    before = HourReport.objects.filter(opening=row, due_at=due).first()
    known = before.made_at if before else None
    late = before.missed if before and known else at > due + reports.grace()
    if late:
        _miss(row, due, at)
    view = sites.view(row)
    values = {"people": view.people, "out": view.out, "counted": counted, "note": note}
    made, _ = HourReport.objects.update_or_create(
        opening=row,
        due_at=due,
        defaults={**values, "made_at": at, "by": by.staff, "missed": late},
    )
    if known is None:
        told = "yes" if late else "no"
        publish(ShelterReported(at=at, subject=row.pk, late=told, **codes(row)))
    return made


@transaction.atomic
def note_missed(*, at: datetime) -> int:
    """Note every report that was not there when it had to be, once; return how many (報告の遅れ).

    Publishes:
        ShelterReportMissed
    """
    return sum(_miss(row, due, at) for row in sites.running() for due in reports.overdue(row, at))


def _miss(row: Opening, due: datetime, at: datetime) -> int:
    _, new = HourReport.objects.get_or_create(opening=row, due_at=due, defaults={"missed": True})
    if new:
        publish(ShelterReportMissed(at=at, subject=row.pk, **codes(row)))
    return int(new)
