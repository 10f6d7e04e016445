"""Telling the households of a district of a survey (会員アンケートの知らせ): inbox and e-mail."""

from collections.abc import Collection
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.queries.surveys import asked_in, open_to, progress

OUT, AGAIN, WITHDRAWN = "survey_out", "survey_reminder", "survey_withdrawn"
BATCH = 50


def tell_all(survey: UUID, template: str, *, at: datetime) -> int:
    """Tell everybody in the district; whoever was told is not told again.

    Returns:
        How many people were told.
    """
    row = Survey.objects.get(pk=survey)
    wanted = [person for home in asked_in(row.district, day_of(at)) for person in home.people]
    return _tell(row, template, wanted, at)


def tell_waiting(survey: UUID, *, at: datetime) -> int:
    """Tell once more who has not answered by now (まだの世帯への知らせ)."""
    row = Survey.objects.get(pk=survey)
    if not open_to(row, at):
        return 0
    waiting = progress(row, day_of(at)).waiting
    return _tell(row, AGAIN, [person for home in waiting for person in home.people], at)


def _tell(row: Survey, template: str, wanted: list[UUID], at: datetime) -> int:
    parts = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return sum(_tell_some(row, template, part, at) for part in parts)


@transaction.atomic
def _tell_some(row: Survey, template: str, wanted: Collection[UUID], at: datetime) -> int:
    district = district_names().get(row.district, row.district)
    persons = people.residents(wanted, day=day_of(at))
    for person in persons.values():
        messages.send(
            event=uuid5(NAMESPACE_URL, f"survey:{row.pk}:{template}"),
            template=template,
            values={
                "district": district,
                "title": row.title,
                "due": day_words(row.due_on, person.language or "ja"),
                "reason": row.because,
            },
            about=row.pk,
            resident=person.id,
            email=person.email,
            language=person.language or "ja",
            url=reverse("community:survey", args=[row.pk]),
            at=at,
        )
    return len(persons)
