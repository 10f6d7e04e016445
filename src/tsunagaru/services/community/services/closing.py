"""The deadline of circulars (期限), and what follows for paper."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import CircularClosed
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries.setups import need_rules
from tsunagaru.services.community.rules.states import LIVES, Act, Origin, State
from tsunagaru.services.community.services.attendance import end_gatherings
from tsunagaru.services.community.services.dues import forget_old
from tsunagaru.services.community.services.households import note_missed
from tsunagaru.services.community.services.members import leave_moved
from tsunagaru.services.community.services.minutes import forget_old_minutes
from tsunagaru.services.community.services.paper_homes import forget_moved
from tsunagaru.services.community.services.reading import NONE, settle
from tsunagaru.services.community.services.releasing import refresh
from tsunagaru.services.community.services.rosters import forget_gone
from tsunagaru.services.community.services.survey_closing import end_surveys


def end_day(day: date, *, at: datetime) -> None:
    """Bring what is out up to date, and close what was due on this day or before (日締め).

    Publishes:
        as ``refresh`` and ``close`` do
    """
    living = people.households(day=day_of(at))
    forget_gone(living)
    forget_moved(living, at=at)
    leave_moved(living, at=at)
    forget_old_minutes(day, need_rules().minutes_years)
    forget_old(day, need_rules().dues_years)
    end_gatherings(day, living, need_rules().sign_ups_days, at=at)
    end_surveys(day, need_rules().survey_answers_days, need_rules().surveys_years, at=at)
    rows = Circular.objects.filter(state=State.OUT).order_by("due_on", "number")
    for circular, due_on in list(rows.values_list("pk", "due_on")):
        refresh(circular, at=at)
        if due_on <= day:
            close(circular, at=at)


def close(circular: UUID, *, at: datetime) -> None:
    """Close a circular whose deadline passed (締める); who should have read, missed it.

    Publishes:
        HouseholdReached for each household that was not reached; CircularClosed; PaperChanged
    """
    with transaction.atomic():
        row = (
            Circular.objects.select_for_update(no_key=True)
            .filter(pk=circular, state=State.OUT)
            .first()
        )
        if row is None:
            return
        there = row.deliveries.filter(left_at=None)
        settle(there, row, NONE, at=at)
        missed = list(
            there.filter(opened_at=None, on_paper=False).values_list("household", flat=True)
        )
        row.state = LIVES[Origin(row.origin)].move(State.OUT, Act.CLOSE)
        row.ended_at = at
        row.editions.filter(at=None).delete()  # a correction nobody approved in time
        row.save()
        reached = there.exclude(way=NONE).count()
        publish(
            CircularClosed(
                at=at,
                subject=row.pk,
                origin=row.origin,
                households=there.count(),
                reached=reached,
            )
        )
        for household in missed:
            note_missed(household, at=at)
