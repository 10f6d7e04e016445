"""Reads of people that leave a trace (避難者の名簿を見た記録)."""

from datetime import datetime

from django.db import transaction

from tsunagaru.ground.ledger.api import audit
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.models import Evacuee, Opening
from tsunagaru.services.shelters.queries import people
from tsunagaru.services.shelters.queries.people import PersonView
from tsunagaru.services.shelters.services.opening import codes


@transaction.atomic
def read_list(
    opening: Opening, *, by: Actor, at: datetime, left: bool = False
) -> list[list[PersonView]]:
    """Return who is at a shelter, by family, and audit the look (名簿を見る)."""
    found = people.families(people.at_shelter(opening, left=left))
    audit(actor=by, action="shelter.list_read", subject=opening.pk, at=at, facts=codes(opening))
    return found


@transaction.atomic
def note_read(row: Evacuee, *, by: Actor, at: datetime) -> None:
    """Audit that a person's record was looked at (記録を見た)."""
    audit(actor=by, action="shelter.person_read", subject=row.pk, at=at)
