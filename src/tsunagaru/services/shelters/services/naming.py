"""Names on tablets (端末の名簿): who may come to a shelter, to be found without a network.

Only what it takes to find somebody is handed out, only while the shelter is open, and only to a
tablet that staff chose for it. A drill needs nobody's name.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.shelters.events import NamesGiven
from tsunagaru.services.shelters.gateways.lists import NONCE, close_list
from tsunagaru.services.shelters.models import Tablet, Unlisted
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules import keys
from tsunagaru.services.shelters.rules.states import OpeningState
from tsunagaru.services.shelters.services import keeping
from tsunagaru.services.shelters.services.opening import codes

KEPT_FOR = timedelta(hours=72)
"""How long a tablet that hears nothing of the town keeps the names: the first three days."""


class CannotHandOut(Exception):
    """The tablet may not hold names, or not any more (名簿を渡せません)."""


@dataclass(frozen=True)
class Listed:
    """One line of the list (名簿の一行).

    Args:
        birth_year: None where it is not known.
        home: those of one household have one number, which means nothing elsewhere.
    """

    id: UUID
    name: str
    kana: str
    birth_year: int | None
    district: str
    home: int


def may_hold(tablet: Tablet) -> bool:
    """Tell whether a tablet may hold the names now (名簿を持てるか)."""
    opening = tablet.opening
    is_open = opening.state != OpeningState.CLOSED and not opening.run.drill
    return tablet.lists and tablet.revoked_at is None and is_open


@dataclass(frozen=True)
class Handed:
    """A list as a tablet keeps it (渡した名簿).

    Args:
        box: closed so that only the key on paper opens it.
        key: the name of that key.
        made_at: before anybody's wish was looked up.
    """

    box: str
    key: str
    made_at: datetime


def key_name(tablet: Tablet) -> str:
    """Return by which key a tablet's list is to open, or nothing where it may hold none."""
    key = tablet.opening.names_key if may_hold(tablet) else None
    return keys.name_of(key) if key else ""


@transaction.atomic
def hand_out(tablet: UUID, *, at: datetime) -> Handed:
    """Close up who lives in the districts a shelter serves, for one of its tablets (名簿を渡す).

    The tablet keeps what it is given as it is; without the key on paper nobody reads it.

    Raises:
        CannotHandOut: not chosen for it, stopped, a drill, or the shelter is closed.

    Publishes:
        NamesGiven; NamesKeyMade, when there was no key yet
    """
    rows = Tablet.objects.select_related("opening__run")
    if not may_hold(row := rows.get(pk=tablet)):
        raise CannotHandOut
    key = keeping.key_of(row.opening_id, at=at)
    row = rows.select_for_update(no_key=True, of=("self",)).get(pk=tablet)
    if not may_hold(row):
        raise CannotHandOut
    listed = _listed(sites.shape_of(row.opening.site_id).served, at)
    told = codes(row.opening)
    publish(NamesGiven(at=at, subject=row.pk, people=len(listed), **told))
    facts = told | {"people": len(listed)}
    audit(actor=None, action="shelter.names_given", subject=row.pk, at=at, facts=facts)
    told_of = [asdict(one) | {"id": str(one.id)} for one in listed]
    box = close_list(key, told_of, nonce=secrets.token_bytes(NONCE))
    return Handed(box=box, key=keys.name_of(key), made_at=at)


def _listed(districts: Sequence[str], at: datetime) -> list[Listed]:
    refused, named = set(Unlisted.objects.values_list("resident", flat=True)), _names()
    homes: dict[UUID, int] = {}
    found = people.names_in(districts, day=day_of(at))
    return [
        Listed(
            id=one.id,
            name=one.name,
            kana=one.kana,
            birth_year=one.birth_year,
            district=named.get(one.district, ""),
            home=homes.setdefault(one.household or one.id, len(homes)),
        )
        for one in found
        if one.id not in refused
    ]


def _names() -> dict[str, str]:
    return dict(places.district_names())
