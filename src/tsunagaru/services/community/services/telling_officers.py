"""Telling officers that their office begins or ends (役職の交代の知らせ): inbox and e-mail."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Term
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.duties import DUTY_NAMES, Duty

BEGINS, ENDS, DROPPED = "office_begins", "office_ends", "office_dropped"
Key = tuple[UUID, str]


def tell_begin(row: Term, *, at: datetime) -> None:
    """Tell who takes an office from when (就任の知らせ)."""
    _tell(row, (row.pk, BEGINS), row.from_on, at)


def tell_end(row: Term, key: UUID, last: date, *, at: datetime) -> None:
    """Tell who leaves an office after which day (退任の知らせ); or that it never begins.

    Args:
        key: the term's, which a term that never began has no more.
        last: the last day in office.
    """
    if last < row.from_on:
        _tell(row, (key, DROPPED), row.from_on, at)
    else:
        _tell(row, (key, ENDS), last + timedelta(days=1), at)


def _tell(row: Term, key: Key, day: date, at: datetime) -> None:
    person = people.residents([row.resident], day=day_of(at)).get(row.resident)
    if person is None or not person.has_account:
        return
    language = person.language or "ja"
    term, template = key
    names = district_names()
    messages.send(
        event=uuid5(NAMESPACE_URL, f"office:{term}:{template}:{day.isoformat()}"),
        template=template,
        values={
            "district": names.get(row.district, row.district),
            "duty": say(DUTY_NAMES[Duty(row.duty)], language),
            "day": day_words(day, language),
        },
        about=term,
        resident=person.id,
        email=person.email,
        language=language,
        url=reverse("community:circulars"),
        at=at,
    )
