"""Telling households (世帯への知らせ): each member with an account finds it in the inbox."""

from collections.abc import Collection
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries.words import title_in

BATCH = 50
OUT, CORRECTED, WITHDRAWN, AGAIN = (
    "circular_out",
    "circular_corrected",
    "circular_withdrawn",
    "circular_paper_again",
)


def tell_of(
    row: Circular, template: str, homes: Collection[people.HouseholdView], *, at: datetime
) -> int:
    """Tell households of a circular, some at a time; whoever was told is not told again.

    Returns:
        How many people were told.
    """
    known = list(homes)
    return sum(
        _tell_some(row, template, known[start : start + BATCH], at)
        for start in range(0, len(known), BATCH)
    )


@transaction.atomic
def _tell_some(
    row: Circular, template: str, homes: Collection[people.HouseholdView], at: datetime
) -> int:
    wanted = [one for home in homes for one in home.with_account]
    url = reverse("community:read", args=[row.pk])
    found = people.residents(wanted, day=day_of(at))
    for person in found.values():
        language = person.language or "ja"
        values = {
            "title": title_in(row, language),
            "due": day_words(row.due_on, language),
            "reason": row.because or row.words.note,
        }
        _send(person, template, values, (row.pk, url, str(row.edition)), at)
    return len(found)


def tell_paper_again(home: people.HouseholdView, why: str, *, at: datetime) -> None:
    """Tell a household that it gets paper again (紙に戻したことを知らせる)."""
    url = reverse("community:circulars")
    mark = f"{why}:{at.isoformat()}"
    for person in people.residents(home.with_account, day=day_of(at)).values():
        _send(person, AGAIN, {}, (home.id, url, mark), at)


def _send(
    person: people.ResidentView,
    template: str,
    values: dict[str, str],
    about: tuple[UUID, str, str],
    at: datetime,
) -> None:
    thing, url, mark = about
    messages.send(
        event=uuid5(NAMESPACE_URL, f"circular:{thing}:{template}:{mark}"),
        template=template,
        values=values,
        about=thing,
        resident=person.id,
        email=person.email,
        language=person.language or "ja",
        url=url,
        at=at,
    )
