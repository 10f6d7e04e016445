"""Writes about residents (住民の登録と変更)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events, rules
from tsunagaru.ground.people.models import Consent, Household, Resident
from tsunagaru.ground.people.models.indexes import (
    birth_index,
    email_index,
    person_index,
    phone_index,
)
from tsunagaru.ground.people.rules import Person
from tsunagaru.kernel import clock

CHANGEABLE = ("postal_code", "address", "building", "phone", "email", "district", "language")
BATCH = 2000


def _row(person: Person, source: str, at: datetime) -> Resident:
    kana = f"{person.kana_family} {person.kana_given}"
    return Resident(
        id=person.id,
        household_id=person.household,
        relation=person.relation,
        family=person.family,
        given=person.given,
        kana_family=person.kana_family or None,
        kana_given=person.kana_given or None,
        birth_on=person.birth_on.isoformat() if person.birth_on else None,
        sex=person.sex or None,
        postal_code=person.postal_code or None,
        address=dict(person.address) or None,
        building=person.building or None,
        phone=person.phone or None,
        email=person.email or None,
        district=person.district,
        person_index=person_index(kana, person.birth_on),
        birth_index=birth_index(person.birth_on),
        phone_index=phone_index(person.phone),
        email_index=email_index(person.email),
        source=source,
        registered_at=at,
        changed_at=at,
    )


@transaction.atomic
def register_resident(person: Person, *, source: str, at: datetime, channel: str = "") -> UUID:
    """Enter a resident (住民を登録する).

    Args:
        source: ``register``, ``self``, ``staff`` or ``demo``.

    Publishes:
        ResidentRegistered
    """
    if person.household:
        _make_households([person], at)
    _row(person, source, at).save(force_insert=True)
    publish(
        events.ResidentRegistered(
            at=at,
            subject=uuid4(),
            source=source,
            channel=channel,
            age_band=rules.age_band_of(person.birth_on, clock.day_of(at)),
            district=person.district,
        )
    )
    return person.id


@transaction.atomic
def register_many(people: Sequence[Person], *, source: str, at: datetime) -> int:
    """Enter many residents at once, with their households (一括登録).

    Publishes:
        ResidentsImported: one event, so that a whole town is not 18,000 of them.
    """
    _make_households(people, at)
    rows = [_row(person, source, at) for person in people]
    Resident.objects.bulk_create(rows, batch_size=BATCH)
    publish(events.ResidentsImported(at=at, subject=uuid4(), source=source, count=len(rows)))
    return len(rows)


def _make_households(people: Iterable[Person], at: datetime) -> None:
    districts = {p.household: p.district for p in people if p.household}
    rows = [Household(id=id_, district=code, created_at=at) for id_, code in districts.items()]
    Household.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def change_profile(
    resident: UUID, changes: Mapping[str, object], *, at: datetime, channel: str = ""
) -> list[str]:
    """Change what a resident may change of the own profile; return what differs (登録情報を変える).

    Args:
        changes: any of postal_code, address (a mapping of its parts), building, phone, email,
            district, language; an empty value removes it.

    Raises:
        Resident.DoesNotExist: there is no such resident.
        ValueError: something else was to be changed; name and birth date come from the register.

    Publishes:
        ProfileChanged: one for each part that is different now.
    """
    if unknown := set(changes) - set(CHANGEABLE):
        message = f"not changeable by the person: {sorted(unknown)}"
        raise ValueError(message)
    row = Resident.objects.select_for_update(no_key=True).get(pk=resident, erased_at=None)
    changed = [name for name, value in changes.items() if (getattr(row, name) or "") != value]
    for name in changed:
        plain = name in {"district", "language"}
        setattr(row, name, changes[name] if plain else changes[name] or None)
    if not changed:
        return []
    row.phone_index = phone_index(row.phone or "")
    row.email_index = email_index(row.email or "")
    row.changed_at = at
    row.save()
    for name in changed:
        publish(
            events.ProfileChanged(
                at=at, subject=uuid4(), part=name, channel=channel, district=row.district
            )
        )
    return changed


@transaction.atomic
def give_consent(resident: UUID, code: str, *, at: datetime) -> None:
    """Record that a resident agrees (同意する). Agreeing twice is agreeing once.

    Publishes:
        ConsentGiven
    """
    _, made = Consent.objects.get_or_create(
        resident_id=resident, code=code, withdrawn_at=None, defaults={"given_at": at}
    )
    if made:
        publish(events.ConsentGiven(at=at, subject=uuid4(), code=code))


@transaction.atomic
def withdraw_consent(resident: UUID, code: str, *, at: datetime) -> None:
    """Record that a resident takes a consent back (同意を撤回する).

    Publishes:
        ConsentWithdrawn
    """
    rows = Consent.objects.filter(resident=resident, code=code, withdrawn_at=None)
    if rows.update(withdrawn_at=at):
        publish(events.ConsentWithdrawn(at=at, subject=uuid4(), code=code))
