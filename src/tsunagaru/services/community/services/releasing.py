"""Spreading a circular over its households (世帯への配付): at first, and every day after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import CircularReleased
from tsunagaru.services.community.models import Circular, Delivery, Group
from tsunagaru.services.community.queries.addressees import paper_homes
from tsunagaru.services.community.queries.setups import UNKNOWN
from tsunagaru.services.community.queries.standings import group_of, readings
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services.households import note_moved

BATCH = 2000


@dataclass(frozen=True)
class _Place:
    district: str
    group: str
    on_paper: bool


def release(row: Circular, *, at: datetime) -> None:
    """Let a circular go out to every household of its districts (回覧を始める).

    The caller holds the circular's lock and has moved it on.

    Publishes:
        CircularReleased
    """
    row.released_at = at
    row.save()
    places = _places(row, at)
    _add(row, places, late=False)
    event = CircularReleased(
        at=at,
        subject=row.pk,
        origin=row.origin,
        households=len(places),
        on_paper=sum(one.on_paper for one in places.values()),
    )
    publish(event)


def refresh(circular: UUID, *, at: datetime) -> None:
    """Bring a circular that is out to the households as they are now (世帯の異動).

    Who moved in gets it, who moved away counts no more, and whose last reader moved away, or who
    changed back, is put onto the paper list.

    Publishes:
        PaperChanged, for households whose reader moved away
    """
    for household in _without_reader(circular, at):
        note_moved(household, at=at)
    with transaction.atomic():
        rows = Circular.objects.select_for_update(no_key=True).filter(pk=circular, state=State.OUT)
        row = rows.first()
        if row is None:
            return
        places = _places(row, at)
        known = {one.household: one for one in row.deliveries.all()}
        new = {id_: place for id_, place in places.items() if id_ not in known}
        _add(row, new, late=True)
        changed = [one for one in known.values() if _moved(one, places.get(one.household), at)]
        columns = ["district", "group", "on_paper", "late", "left_at"]
        Delivery.objects.bulk_update(changed, columns, batch_size=BATCH)


def _places(row: Circular, at: datetime) -> Mapping[UUID, _Place]:
    homes = people.households(day=day_of(at), districts=row.districts)
    found, groups = readings(homes), group_of(homes)
    district_of = dict(Group.objects.filter(closed=False).values_list("code", "district"))

    def place(district: str, group: str, *, on_paper: bool) -> _Place:
        fits = district_of.get(group) == district  # a group of where it lives now
        return _Place(district or UNKNOWN, group if fits else "", on_paper)

    registered = {
        home.id: place(home.district, groups.get(home.id, ""), on_paper=found[home.id].on_paper)
        for home in homes
    }
    written = {
        one.pk: place(one.district, one.group, on_paper=True)
        for one in paper_homes(homes, row.districts)
    }
    return registered | written


def _add(row: Circular, places: Mapping[UUID, _Place], *, late: bool) -> None:
    made = [
        Delivery(
            circular=row,
            household=household,
            district=place.district,
            group=place.group,
            on_paper=place.on_paper,
            late=late,
        )
        for household, place in places.items()
    ]
    Delivery.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)


def _moved(one: Delivery, place: _Place | None, at: datetime) -> bool:
    """Bring one delivery up to date; tell whether anything changed."""
    if place is None:
        gone = one.left_at is None
        one.left_at = one.left_at or at
        return gone
    before = (one.left_at, one.district, one.group, one.on_paper)
    one.left_at = None
    elsewhere = one.district != place.district
    if elsewhere or one.paper_at is None:
        one.district, one.group = place.district, place.group
    if place.on_paper and one.opened_at is None:
        one.late = one.late or elsewhere or not one.on_paper
        one.on_paper = True
    return before != (one.left_at, one.district, one.group, one.on_paper)


def _without_reader(circular: UUID, at: datetime) -> Sequence[UUID]:
    """Return households that counted on a reader who does not live there any more."""
    rows = Delivery.objects.filter(circular=circular, on_paper=False, left_at=None)
    ids = list(rows.values_list("household", flat=True))
    homes = people.households(day=day_of(at), ids=ids)
    found = readings(homes)
    return [home.id for home in homes if found[home.id].on_paper]
