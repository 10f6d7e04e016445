"""Entering people (受付): whom an entry is about, and where they are after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.shelters.events import ArrivalEntered, ShelterMovementNoted
from tsunagaru.services.shelters.models import Entry, Evacuee, Opening
from tsunagaru.services.shelters.models.people import (
    PERSON,
    name_index,
    person_form,
    person_index,
)
from tsunagaru.services.shelters.rules.caring import united
from tsunagaru.services.shelters.rules.folding import Effect, Fact, fold
from tsunagaru.services.shelters.rules.payloads import Payload
from tsunagaru.services.shelters.rules.states import Kind, Presence
from tsunagaru.services.shelters.services.opening import codes
from tsunagaru.services.shelters.services.passes import resident_of

ASIDE = (Effect.HELD, Effect.DROPPED, Effect.UNREADABLE)
MINUTE_S = 60


@dataclass(frozen=True)
class Known:
    """What is known of the person an entry is about (だれの記録か)."""

    details: Mapping[str, str]
    resident: UUID | None = None
    household: UUID | None = None


def place(
    entry: Entry, told: Payload, *, resident: UUID | None = None, known: Evacuee | None = None
) -> None:
    """Find whom an entry is about, and let all their entries say where they are (反映する).

    The caller holds the lock of the run, so that nobody is entered twice at the same moment.

    Args:
        resident: where a clerk looked them up; otherwise the code or the reading tells.
        known: where a clerk chose somebody who was entered before.

    Publishes:
        ArrivalEntered, ShelterMovementNoted
    """
    evacuee = known or _evacuee(entry, told, resident)
    entry.evacuee = evacuee
    if evacuee is None:  # out, back or leave of somebody whose arrival has not come yet
        entry.effect = Effect.IDLE
        entry.save()
        return
    entry.effect = Effect.COUNTED
    entry.save()
    if told.kind is Kind.ARRIVE:
        _unite(evacuee, told)
        _claim_earlier(entry, evacuee)
    entry.effect = refold(evacuee)[entry.pk]
    if entry.effect == Effect.DOUBTFUL:
        Evacuee.objects.filter(pk=evacuee.pk).update(unclear=True)
    _publish(entry)


def refold(evacuee: Evacuee) -> Mapping[UUID, Effect]:
    """Let all entries of a person say again where they are (まとめ直す)."""
    rows = list(evacuee.entries.exclude(effect__in=ASIDE))
    standing, effects = fold(Fact(r.at, r.pk, Kind(r.kind), r.opening_id) for r in rows)
    for row in rows:
        if row.effect != effects[row.pk]:
            Entry.objects.filter(pk=row.pk).update(effect=effects[row.pk])
    arrivals = [r for r in rows if r.kind == Kind.ARRIVE and r.opening_id == standing.opening]
    tags = [r.tag for r in sorted(arrivals, key=lambda r: (r.at, r.pk)) if r.tag]
    evacuee.opening_id = standing.opening
    evacuee.state = standing.state
    evacuee.arrived_at, evacuee.changed_at = standing.arrived_at, standing.changed_at
    evacuee.tag = tags[-1] if tags else ""
    evacuee.save()
    return effects


def _evacuee(entry: Entry, told: Payload, resident: UUID | None) -> Evacuee | None:
    run = entry.opening.run_id
    who = resident or (resident_of(told.code) if told.code else told.listed)
    if told.kind is not Kind.ARRIVE:
        rows = Evacuee.objects.filter(run=run, merged_into=None)
        return _by_tag(entry) or (rows.filter(resident=who).first() if who else None)
    known = _known(told, who, entry.at)
    found = _same(Evacuee.objects.filter(run=run), known)
    if found is not None:
        return _learn(found, known)
    return Evacuee.objects.create(
        run_id=run,
        resident=known.resident,
        person_index=person_index(known.details),
        name_index=name_index(known.details),
        family=known.household or told.family or uuid4(),
        state=Presence.LEFT,
        details=dict(known.details),
        care={},
        unclear=not known.details,
    )


def _known(told: Payload, resident: UUID | None, at: datetime) -> Known:
    """Return what is known: of a resident, what the town knows; of others, what was typed."""
    day = day_of(at)
    typed = dict(told.person) | ({"birth_on": told.birth_on.isoformat()} if told.birth_on else {})
    kana = f"{typed.get('kana_family', '')} {typed.get('kana_given', '')}".strip()
    if resident is None and kana and told.birth_on:
        found = people.find_residents(day=day, kana=kana, birth_on=told.birth_on)
        resident = found[0].id if len(found) == 1 else None
    if resident is None:
        return Known(typed)
    view = people.residents([resident], day=day).get(resident)
    if view is None:
        return Known(typed)
    plain = {
        "family": view.family,
        "given": view.given,
        "kana_family": view.kana_family,
        "kana_given": view.kana_given,
        "birth_on": view.birth_on.isoformat() if view.birth_on else "",
        "phone": view.phone,
        "address": view.address,
    }
    return Known({k: v for k, v in (typed | plain).items() if v}, view.id, view.household)


def _same(rows: QuerySet[Evacuee], known: Known) -> Evacuee | None:
    """Return who is the same person: the same resident, or the same reading and birth date.

    Two residents may share both; neither is ever taken for the other.
    """
    if known.resident and (found := rows.filter(resident=known.resident).first()):
        return _whole(found)
    form = person_form(known.details)
    alike = rows.filter(person_index__in=blinds(form, place=PERSON)) if form else rows.none()
    found_ones = {one.pk: one for one in map(_whole, alike)}
    strangers = [one for one in found_ones.values() if one.resident is None]
    if strangers or known.resident:
        return strangers[0] if strangers else None
    return next(iter(found_ones.values())) if len(found_ones) == 1 else None


def _by_tag(entry: Entry) -> Evacuee | None:
    if not entry.tag:
        return None
    rows = Entry.objects.filter(opening=entry.opening_id, tag=entry.tag, kind=Kind.ARRIVE)
    row = rows.exclude(evacuee=None).select_related("evacuee").first()
    return _whole(row.evacuee) if row and row.evacuee else None


def _whole(evacuee: Evacuee) -> Evacuee:
    """Return the person an entry is about today, after people were found to be one."""
    while evacuee.merged_into is not None:
        evacuee = evacuee.merged_into
    return evacuee


def _learn(found: Evacuee, known: Known) -> Evacuee:
    """Add what a later entry knows and an earlier one did not; nothing is overwritten."""
    found.details = dict(known.details) | dict(found.details)
    if found.resident is None and known.resident is not None:
        found.resident, found.family = known.resident, known.household or found.family
    found.person_index = found.person_index or person_index(found.details)
    found.name_index = found.name_index or name_index(found.details)
    found.unclear = found.unclear and not found.details
    return found


def _unite(evacuee: Evacuee, told: Payload) -> None:
    evacuee.care = united(evacuee.care, told)
    evacuee.hidden = evacuee.hidden or told.hidden
    evacuee.findable = not evacuee.hidden and (evacuee.findable or told.findable)


def _claim_earlier(entry: Entry, evacuee: Evacuee) -> None:
    """Take over what came before the arrival it belongs to: another tablet was quicker."""
    if entry.tag:
        waiting = Entry.objects.filter(opening=entry.opening_id, tag=entry.tag, evacuee=None)
        waiting.exclude(effect__in=ASIDE).update(evacuee=evacuee)


def _publish(entry: Entry) -> None:
    about: dict[str, Any] = codes(entry.opening) | {"at": entry.received_at, "subject": entry.pk}
    if entry.kind != Kind.ARRIVE:
        publish(ShelterMovementNoted(kind=entry.kind, **about))
        return
    late = round((entry.received_at - entry.at).total_seconds() / MINUTE_S)
    publish(ArrivalEntered(how=entry.how, effect=entry.effect, late_min=late, **about))


def opening_of(opening: UUID) -> Opening:
    """Return an opened shelter, its run locked: people are entered one batch after the other."""
    row = Opening.objects.select_related("run").get(pk=opening)
    type(row.run).objects.select_for_update(no_key=True).get(pk=row.run_id)
    return row
