"""A clerk looks for a resident (住民検索): every look is audited."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people.queries import ResidentView, find_residents
from tsunagaru.ground.people.services.accounts import NOBODY
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor


@transaction.atomic
def search_residents(
    *,
    by: Actor,
    at: datetime,
    kana: str = "",
    birth_on: date | None = None,
    phone: str = "",
    page: str = "",
) -> Sequence[ResidentView]:
    """Return residents who fit exactly, and audit that they were looked up (住民検索).

    A search that finds nobody is audited, too: guessing leaves a trace.

    Args:
        page: code of the page on which it is looked for, for the trail.
    """
    found = find_residents(day=clock.day_of(at), kana=kana, birth_on=birth_on, phone=phone)
    facts = {"by": "phone" if phone and not kana else "person", "found": str(len(found))}
    if page:
        facts["page"] = page
    for subject in [person.id for person in found] or [NOBODY]:
        audit(actor=by, action="resident.searched", subject=subject, at=at, facts=facts)
    return found
