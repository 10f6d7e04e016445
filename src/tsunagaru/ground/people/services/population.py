"""Lets an invented population move in (模擬の住民の登録)."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events, rules
from tsunagaru.ground.people.models import Account, Resident
from tsunagaru.ground.people.rules import Person
from tsunagaru.ground.people.rules.population import Quarter, invent
from tsunagaru.ground.people.services.residents import BATCH, register_many
from tsunagaru.ground.places import api as places
from tsunagaru.kernel import clock

# Share of people with an account by age band: the plan's survey finds the old less online.
SHARES = {"0-19": 0.05, "20-39": 0.6, "40-59": 0.55, "60-69": 0.35, "70-79": 0.18, "80-": 0.06}

# id, age band, district, birth date
Known = tuple[UUID, str, str, date | None]


def quarters() -> list[Quarter]:
    """Return the town's districts as places to live (区), or one nameless place without any."""
    town = places.town()
    prefecture = town.prefecture.ja if town else ""
    city = f"{town.county.ja if town and town.county else ''}{town.name.ja if town else ''}"
    found = [
        Quarter(
            code=district.code,
            town=district.area.name,
            postal_code=_hyphened(district.area.postal_code),
            prefecture=prefecture,
            city=city,
            weight=1 + (number * 7) % 5,
        )
        for number, district in enumerate(places.districts())
    ]
    return found or [Quarter(code="", town="本町", prefecture=prefecture, city=city)]


def _hyphened(code: str) -> str:
    return f"{code[:3]}-{code[3:]}" if code.isdigit() else code


@transaction.atomic
def settle(size: int, *, rng: Random, at: datetime) -> list[Known]:
    """Enter an invented population and open accounts for a share of it (模擬の住民を登録する).

    The same seed gives the same people; those already entered are left alone.

    Returns:
        id, age band, district and birth date of each.

    Publishes:
        ResidentsImported, AccountsImported
    """
    day = clock.day_of(at)
    people = invent(size, quarters=quarters(), day=day, rng=rng)
    there = set(Resident.objects.filter(source="demo").values_list("pk", flat=True))
    fresh = [person for person in people if person.id not in there]
    if fresh:
        register_many(fresh, source="demo", at=at)
        _open_accounts(fresh, rng, at)
    return [(p.id, rules.age_band_of(p.birth_on, day), p.district, p.birth_on) for p in people]


def _open_accounts(people: Sequence[Person], rng: Random, at: datetime) -> None:
    day = clock.day_of(at)
    rows = [
        Account(login=f"demo-{person.id.hex}", password="!", resident_id=person.id, opened_at=at)  # noqa: S106 - unusable
        for person in people
        if rng.random() < SHARES.get(rules.age_band_of(person.birth_on, day), 0)
    ]
    Account.objects.bulk_create(rows, batch_size=BATCH)
    publish(events.AccountsImported(at=at, subject=uuid4(), kind="resident", count=len(rows)))
