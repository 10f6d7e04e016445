"""Telling those who signed up for an event (行事の知らせ): inbox and e-mail."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.gatherings import Place

CHANGED, CANCELLED, PLACE = "gathering_changed", "gathering_cancelled", "gathering_place"


@transaction.atomic
def tell_all(gathering: UUID, template: str, *, at: datetime) -> int:
    """Tell everybody who signed up and did not withdraw; whoever was told is not told again.

    Returns:
        How many people were told.
    """
    row = Gathering.objects.get(pk=gathering)
    there = row.sign_ups.exclude(place=Place.WITHDRAWN).exclude(household=None)
    homes = [one for one in there.values_list("household", flat=True) if one]
    return _tell(row, template, homes, f"{row.edition}", at)


@transaction.atomic
def tell_place(sign_up: UUID, *, at: datetime) -> int:
    """Tell a household that it has a place now (繰上げの知らせ)."""
    one = SignUp.objects.select_related("gathering").filter(pk=sign_up, place=Place.IN).first()
    if one is None or one.household is None:
        return 0
    return _tell(one.gathering, PLACE, [one.household], f"{one.pk}:{one.line}", at)


def _tell(row: Gathering, template: str, homes: list[UUID], mark: str, at: datetime) -> int:
    found = people.households(day=day_of(at), ids=homes)
    wanted = [one for home in found for one in home.with_account]
    district = district_names().get(row.district, row.district)
    persons = people.residents(wanted, day=day_of(at))
    for person in persons.values():
        messages.send(
            event=uuid5(NAMESPACE_URL, f"gathering:{row.pk}:{template}:{mark}"),
            template=template,
            values={
                "district": district,
                "title": row.title,
                "day": day_words(row.on, person.language or "ja"),
                "reason": row.because or row.note,
            },
            about=row.pk,
            resident=person.id,
            email=person.email,
            language=person.language or "ja",
            url=reverse("community:gathering", args=[row.pk]),
            at=at,
        )
    return len(persons)
