"""Writing down what a meeting decided (会議の記録): whoever leads the district does."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    MinutesCorrected,
    MinutesDrafted,
    MinutesDropped,
    MinutesPublished,
)
from tsunagaru.services.community.models import Minutes, MinutesEdition
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.rules.minutes import LIFE, Act, State


class CannotRecord(Exception):
    """This person writes no minutes there (会議の記録を書けません)."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the head writes of a meeting (会議の記録の内容), as ``MinutesEdition`` describes it."""

    held_on: date
    title: str
    place: str
    present: str
    decisions: str


@transaction.atomic
def draft(district: str, record: Record, *, by: Actor, at: datetime) -> UUID:
    """Keep new minutes that nobody else reads yet (下書きを作る).

    Raises:
        CannotRecord: does not lead the district.

    Publishes:
        MinutesDrafted
    """
    if by.resident is None or not leads(by.resident, district, day_of(at)):
        raise CannotRecord
    row = Minutes.objects.create(
        district=district, held_on=record.held_on, made_by=by.resident, made_at=at
    )
    _keep(row, record, "", by, at)
    publish(MinutesDrafted(at=at, subject=row.pk, district=district))
    _note("minutes.drafted", row, by, at)
    return row.pk


@transaction.atomic
def change(minutes: UUID, record: Record, *, by: Actor, at: datetime) -> None:
    """Write a draft anew (下書きを直す).

    Raises:
        CannotRecord, CannotMove
    """
    row = _locked(minutes, by, at)
    LIFE.move(State(row.state), Act.EDIT)
    row.editions.all().delete()
    _keep(row, record, "", by, at)
    _note("minutes.changed", row, by, at)


@transaction.atomic
def release(minutes: UUID, *, by: Actor, at: datetime) -> None:
    """Let the households of the district read it (公開する).

    Raises:
        CannotRecord, CannotMove

    Publishes:
        MinutesPublished
    """
    row = _locked(minutes, by, at)
    row.state, row.published_at = LIFE.move(State(row.state), Act.PUBLISH), at
    row.save(update_fields=["state", "published_at"])
    publish(MinutesPublished(at=at, subject=row.pk, district=row.district))
    _note("minutes.published", row, by, at)


@transaction.atomic
def correct(minutes: UUID, record: Record, note: str, *, by: Actor, at: datetime) -> None:
    """Correct what the households have read (訂正する); the version before stays in sight.

    Raises:
        CannotRecord, CannotMove

    Publishes:
        MinutesCorrected
    """
    row = _locked(minutes, by, at)
    LIFE.move(State(row.state), Act.CORRECT)
    row.edition += 1
    _keep(row, record, note, by, at)
    publish(MinutesCorrected(at=at, subject=row.pk, district=row.district))
    _note("minutes.corrected", row, by, at)


@transaction.atomic
def drop(minutes: UUID, *, by: Actor, at: datetime) -> None:
    """Delete a draft that nobody has read (取りやめる).

    Raises:
        CannotRecord, CannotMove

    Publishes:
        MinutesDropped
    """
    row = _locked(minutes, by, at)
    row.state = LIFE.move(State(row.state), Act.DROP)
    row.save(update_fields=["state"])
    row.editions.all().delete()
    publish(MinutesDropped(at=at, subject=row.pk, district=row.district))
    _note("minutes.dropped", row, by, at)


@transaction.atomic
def forget_old_minutes(day: date, keep_years: int) -> int:
    """Delete minutes of years that are long over (廃棄).

    Args:
        keep_years: so many fiscal years are kept after that of the meeting.
    """
    first = FiscalYear(FiscalYear.of(day).year - keep_years).start
    return Minutes.objects.filter(held_on__lt=first).delete()[0]


def _keep(row: Minutes, record: Record, note: str, by: Actor, at: datetime) -> None:
    if by.resident is None:
        raise CannotRecord
    row.held_on = record.held_on
    row.save()
    MinutesEdition.objects.create(
        minutes=row, number=row.edition, note=note, by=by.resident, at=at, **vars(record)
    )


def _locked(minutes: UUID, by: Actor, at: datetime) -> Minutes:
    row = rows.first(Minutes, lock=True, pk=minutes)
    if row is None or not leads(by.resident, row.district, day_of(at)):
        raise CannotRecord
    return row


def _note(action: str, row: Minutes, by: Actor, at: datetime) -> None:
    audit(actor=by, action=action, subject=row.pk, at=at, facts={"district": row.district})
