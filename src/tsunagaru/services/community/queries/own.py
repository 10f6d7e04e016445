"""What a resident finds (住民の回覧): of the own household, or of the own district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular, Delivery, Standing
from tsunagaru.services.community.queries.standings import home_of, reading_of, standing
from tsunagaru.services.community.rules import paper
from tsunagaru.services.community.rules.paper import Reading
from tsunagaru.services.community.rules.states import READABLE, State

LATEST = 30


@dataclass(frozen=True)
class Own:
    """A resident with the own household and how it stands (本人と世帯)."""

    resident: UUID
    district: str
    home: people.HouseholdView | None
    row: Standing | None
    reading: Reading


@dataclass(frozen=True)
class Received:
    """A circular as it stands for a household (届いた回覧)."""

    circular: Circular
    delivery: Delivery | None

    @property
    def is_new(self) -> bool:
        """Tell whether nobody of the household has opened it as it reads now (未読・訂正)."""
        return self.delivery is not None and self.delivery.edition < self.circular.edition


def own(resident: UUID, at: datetime) -> Own:
    """Return a resident's household and how it stands (世帯の受取り方)."""
    day = day_of(at)
    home = home_of(resident, day)
    if home is None:
        return Own(resident, _district(resident, day), None, None, Reading())
    row = standing(home.id)
    reading = paper.stay(reading_of(row), home.members) if row.wish else Reading()
    return Own(resident, home.district, home, row, reading)


def _district(resident: UUID, day: date) -> str:
    try:
        return people.resident(resident, day=day).district
    except people.NoSuchResident:
        return ""


def circulars_of(mine: Own) -> Sequence[Received]:
    """Return the circulars of a household, newest first, withdrawn ones too."""
    rows = Circular.objects.filter(state__in=(*READABLE, State.WITHDRAWN)).exclude(released_at=None)
    found = [row for row in rows[: LATEST * 3] if goes_to(row, mine)][:LATEST]
    if mine.home is None:
        return [Received(row, None) for row in found]
    deliveries = Delivery.objects.filter(household=mine.home.id, circular__in=found)
    known = {one.circular_id: one for one in deliveries}
    return [Received(row, known.get(row.pk)) for row in found]


def goes_to(row: Circular, mine: Own) -> bool:
    """Tell whether a circular is for a resident's district, or came to the household before."""
    if not row.districts or mine.district in row.districts:
        return True
    return mine.home is not None and row.deliveries.filter(household=mine.home.id).exists()


def find(circular: UUID, mine: Own) -> Received | None:
    """Return one circular for a resident, or None where it is not for this person."""
    row = Circular.objects.filter(
        Q(state__in=READABLE) | Q(state=State.WITHDRAWN), pk=circular
    ).first()
    if row is None or row.released_at is None or not goes_to(row, mine):
        return None
    delivery = row.deliveries.filter(household=mine.home.id).first() if mine.home else None
    return Received(row, delivery)


def unread(mine: Own) -> Sequence[Received]:
    """Return what is out and nobody of the household has opened (未読)."""
    return [
        one
        for one in circulars_of(mine)
        if one.circular.state == State.OUT and (one.delivery is None or one.is_new)
    ]
