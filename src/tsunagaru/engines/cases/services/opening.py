"""Opening a case (案件の受付)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.cases.events import CaseOpened
from tsunagaru.engines.cases.models import Case, Slip
from tsunagaru.engines.cases.queries import CaseView, view_of
from tsunagaru.engines.cases.rules import Paying
from tsunagaru.engines.cases.services.recording import RECEIVED, facts_of, note
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of


@transaction.atomic
def open_case(  # noqa: PLR0913 - all of these describe the one new case
    *,
    kind: str,
    subject: UUID,
    code: str,
    title: str,
    section: str,
    received_at: datetime,
    standard_days: int,
    channel: str,
    resident: UUID | None,
    age_band: str,
    district: str,
    at: datetime,
    payment: Paying = Paying.NONE,
) -> CaseView:
    """Open the case of a thing, one per thing; ``payment``: how its fee stands (案件を受け付ける).

    Publishes:
        CaseOpened
    """
    due_on = calendar().deadline_in_open_days(day_of(received_at), standard_days)
    case = Case(
        number=_next_number(received_at),
        kind=kind,
        subject=subject,
        code=code,
        title=title,
        section=section,
        channel=channel,
        resident_id=resident,
        age_band=age_band,
        district=district,
        received_at=received_at,
        standard_days=standard_days,
        due_on=due_on,
        payment=payment,
    )
    return _opened(rows.add(case), at)


def _opened(case: Case, at: datetime) -> CaseView:
    note(case, kind=RECEIVED, at=at)
    publish(CaseOpened(at=at, subject=case.pk, **facts_of(case)))
    return view_of(case)


def _next_number(at: datetime) -> str:
    """Return the next case number: fiscal year in the Japanese era and a running number."""
    year = FiscalYear.of(day_of(at))
    return f"{year.start.year}-{rows.add(Slip()).pk:06d}"
