"""What staff enter at the desk (職員の受付): arrivals, movements, corrections."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.events import EvacueesMerged, HeldSettled
from tsunagaru.services.shelters.models import Entry, Evacuee, Opening
from tsunagaru.services.shelters.models.people import name_index, person_index
from tsunagaru.services.shelters.rules import payloads
from tsunagaru.services.shelters.rules.caring import united
from tsunagaru.services.shelters.rules.folding import Effect
from tsunagaru.services.shelters.rules.payloads import Payload
from tsunagaru.services.shelters.rules.states import How, Kind, OpeningState
from tsunagaru.services.shelters.services.opening import codes
from tsunagaru.services.shelters.services.placing import opening_of, place, refold


class CannotEnter(Exception):
    """The shelter is closed (受付できません)."""


class CannotMerge(Exception):
    """They are of two runs, one already, or both known residents (まとめられません)."""


@transaction.atomic
def enter(
    opening: UUID,
    told: Payload,
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    resident: UUID | None = None,
) -> Evacuee:
    """Enter somebody's arrival at the desk (受け付ける); a form sent twice counts once.

    Raises:
        CannotEnter: the shelter is closed.

    Publishes:
        ArrivalEntered
    """
    row = opening_of(opening)
    again = Entry.objects.filter(pk=key).select_related("evacuee").first()
    if again is None:
        if row.state == OpeningState.CLOSED:
            raise CannotEnter
        again = _entry(row, told, key, by, at)
        place(again, told, resident=resident)
        audit(actor=by, action="shelter.entered", subject=again.pk, at=at, facts=codes(row))
    if again.evacuee is None:
        raise CannotEnter
    return again.evacuee


def _entry(row: Opening, told: Payload, key: UUID, by: Actor, at: datetime) -> Entry:
    return Entry(
        id=key,
        opening=row,
        by=by.staff,
        kind=told.kind,
        how=told.how,
        tag=told.tag,
        at=at,
        told_at=told.told_at,
        received_at=at,
        payload=told.as_json(),
    )


@transaction.atomic
def move(evacuee: UUID, kind: Kind, *, key: UUID, by: Actor, at: datetime) -> None:
    """Note that somebody went out, came back or left (外出・戻り・退所).

    Publishes:
        ShelterMovementNoted
    """
    row = Evacuee.objects.get(pk=evacuee, merged_into=None)
    if row.opening_id is None:
        raise CannotEnter
    opening = opening_of(row.opening_id)
    if Entry.objects.filter(pk=key).exists():
        return
    told = Payload(kind=kind, told_at=at, how=How.LIST, tag=row.tag)
    entry = _entry(opening, told, key, by, at)
    place(entry, told, known=row)
    audit(actor=by, action="shelter.moved", subject=row.pk, at=at, facts={"act": kind.value})


@transaction.atomic
def correct(evacuee: UUID, told: Payload, *, by: Actor, at: datetime) -> None:
    """Put right who somebody is and what they need (訂正する); the entries stay as they were."""
    row = Evacuee.objects.select_for_update(no_key=True).get(pk=evacuee, merged_into=None)
    born = {"birth_on": told.birth_on.isoformat()} if told.birth_on else {}
    details = {**told.person, **born}
    taken = Evacuee.objects.filter(run=row.run_id, merged_into=None, resident=None)
    index = person_index(details)
    known = taken.filter(person_index=index).exclude(pk=row.pk) if index else taken.none()
    if row.resident is None and known.exists():
        raise CannotMerge
    row.details, row.person_index, row.name_index = details, index, name_index(details)
    row.care = {"needs": list(told.needs), "note": told.note, "pets": told.pets}
    row.hidden, row.findable = told.hidden, told.findable and not told.hidden
    row.unclear = not details
    row.save()
    audit(actor=by, action="shelter.corrected", subject=row.pk, at=at)


@transaction.atomic
def merge(keep: UUID, other: UUID, *, by: Actor, at: datetime) -> Evacuee:
    """Say that two entered people are one (一人にまとめる); all entries of both stay in sight.

    Raises:
        CannotMerge

    Publishes:
        EvacueesMerged
    """
    rows = Evacuee.objects.select_for_update(no_key=True).filter(
        pk__in=(keep, other), merged_into=None
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) != 2 or len({row.run_id for row in found.values()}) != 1:  # noqa: PLR2004 - two people
        raise CannotMerge
    one, two = found[keep], found[other]
    where = one.opening_id or two.opening_id
    if where is None or (one.resident and two.resident):
        raise CannotMerge
    two.merged_into = one
    two.save(update_fields=["merged_into"])
    _take_over(one, two)
    two.entries.update(evacuee=one)
    refold(one)
    opening = Opening.objects.select_related("run").get(pk=where)
    publish(EvacueesMerged(at=at, subject=one.pk, **codes(opening)))
    audit(actor=by, action="shelter.merged", subject=one.pk, at=at, facts={"with": str(other)})
    return one


def _take_over(one: Evacuee, two: Evacuee) -> None:
    care = Payload(
        kind=Kind.ARRIVE,
        told_at=one.run.begun_at,
        needs=tuple(two.care.get("needs", ())),
        note=str(two.care.get("note", "")),
        pets=int(two.care.get("pets", 0)),
    )
    one.care = united(one.care, care)
    one.details = dict(two.details) | dict(one.details)
    one.hidden = one.hidden or two.hidden
    one.findable = not one.hidden and (one.findable or two.findable)
    if two.resident and not one.resident:
        one.resident, one.family = two.resident, two.family
    one.unclear = one.unclear and two.unclear
    one.person_index = one.person_index or two.person_index
    one.name_index = one.name_index or two.name_index


@transaction.atomic
def settle(entry: UUID, *, accept: bool, by: Actor, at: datetime) -> None:
    """Take in, or drop, what a stopped tablet handed in (止めた端末の記録を確かめる).

    Publishes:
        HeldSettled; taken in, also ArrivalEntered or ShelterMovementNoted
    """
    opening = opening_of(Entry.objects.get(pk=entry).opening_id)
    row = Entry.objects.filter(pk=entry, effect=Effect.HELD).first()
    told = payloads.read(row.payload, now=at) if row else None
    if row is None or told is None:
        return
    row.by = by.staff
    if accept:
        place(row, told)
    else:
        row.effect = Effect.DROPPED
        row.save(update_fields=["effect", "by"])
    outcome = "accepted" if accept else "dropped"
    publish(HeldSettled(at=at, subject=row.pk, outcome=outcome, **codes(opening)))
    audit(actor=by, action="shelter.held_settled", subject=row.pk, at=at, facts={"act": outcome})
