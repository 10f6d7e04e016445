"""Taking in what tablets hold (端末の記録を受け取る): each entry once, however often it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from tsunagaru.services.shelters.gateways.boxes import CannotOpenBox, opener
from tsunagaru.services.shelters.models import Entry, Opening, Tablet
from tsunagaru.services.shelters.rules import payloads
from tsunagaru.services.shelters.rules.folding import Effect, corrected
from tsunagaru.services.shelters.rules.payloads import Payload
from tsunagaru.services.shelters.rules.states import How, Kind
from tsunagaru.services.shelters.services.placing import opening_of, place

MOST = 50
RIGHT_ENOUGH_S = 120
"""Of a clock: a parcel may be under way for that long, and must not move entries by it."""
LONGEST_SKEW_S = 10 * 365 * 24 * 3600


@dataclass(frozen=True)
class Parcel:
    """What a tablet sends at once.

    Args:
        clock: its own clock when it sent this, in milliseconds.
        waiting: how many entries it holds, these included.
        boxes: id and sealed content of each entry.
    """

    clock: float
    waiting: int
    boxes: Sequence[tuple[UUID, str]]


@transaction.atomic
def take(tablet: UUID, parcel: Parcel, *, at: datetime) -> list[tuple[UUID, str]]:
    """Take in a parcel whole or not at all; return what became of each entry (受け取る).

    What was taken in before is told again and not entered again, so a tablet that heard no answer
    sends once more. A stopped tablet's entries wait for a person. Nothing that was sent is lost:
    what cannot be read is kept as it came.

    Publishes:
        ArrivalEntered, ShelterMovementNoted
    """
    row = Tablet.objects.select_related("opening").get(pk=tablet)
    opening = opening_of(row.opening_id)
    skew = _skew(parcel.clock, at)
    open_box = opener(row.private)
    known = Entry.objects.in_bulk([id for id, _ in parcel.boxes])
    done: dict[UUID, str] = {}
    for id, box in parcel.boxes:
        if id not in known and id not in done:
            done[id] = _enter_safely(id, box, _Desk(row, opening, skew, at, open_box))
        elif id in known:
            done[id] = known[id].effect
    row.seen_at, row.skew_s = at, round(skew.total_seconds())
    row.waiting = max(0, parcel.waiting - len(done))
    row.save(update_fields=["seen_at", "skew_s", "waiting"])
    return list(done.items())


@dataclass(frozen=True)
class _Desk:
    tablet: Tablet
    opening: Opening
    skew: timedelta
    at: datetime
    open_box: Callable[[UUID, str], object]


def _skew(clock: float, at: datetime) -> timedelta:
    """Return how far a tablet's clock is behind ours, within what can be calculated with."""
    behind = at.timestamp() - clock / 1000
    return timedelta(seconds=min(max(behind, -LONGEST_SKEW_S), LONGEST_SKEW_S))


def _enter_safely(id: UUID, box: str, desk: _Desk) -> str:
    """Enter one; what fails for a reason nobody foresaw is kept, and does not stop the others."""
    try:
        with transaction.atomic():
            return _enter(id, box, desk)
    except (ValueError, TypeError, LookupError, DataError, IntegrityError):
        return _keep(id, {"box": box}, desk)


def _enter(id: UUID, box: str, desk: _Desk) -> str:
    try:
        raw = desk.open_box(id, box)
    except CannotOpenBox:
        return _keep(id, {"box": box}, desk)
    told = payloads.read(raw, now=desk.at)
    if told is None:
        return _keep(id, {"raw": ascii(raw)[:2000]}, desk)
    row = _entry(id, told, desk)
    if desk.tablet.revoked_at is not None:
        row.effect = Effect.HELD
        row.save()
    else:
        place(row, told)
    return row.effect


def _entry(id: UUID, told: Payload, desk: _Desk) -> Entry:
    wrong = abs(desk.skew.total_seconds()) > RIGHT_ENOUGH_S
    skew = desk.skew if wrong else timedelta()
    when = corrected(told.told_at, skew, opened=desk.opening.opened_at, received=desk.at)
    return Entry(
        id=id,
        opening=desk.opening,
        tablet=desk.tablet,
        kind=told.kind,
        how=told.how,
        tag=told.tag,
        at=when,
        told_at=told.told_at.astimezone(UTC),
        received_at=desk.at,
        payload=told.as_json(),
    )


def _keep(id: UUID, payload: dict[str, str], desk: _Desk) -> str:
    """Keep what cannot be read as it came, for a person."""
    Entry.objects.create(
        id=id,
        opening=desk.opening,
        tablet=desk.tablet,
        kind=Kind.ARRIVE,
        how=How.HAND,
        at=desk.at,
        told_at=desk.at,
        received_at=desk.at,
        effect=Effect.UNREADABLE,
        payload=payload,
    )
    return Effect.UNREADABLE
