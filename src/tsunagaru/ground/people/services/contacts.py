"""A clerk looks at and changes a resident's contact data (窓口・電話での連絡先の変更)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import queries
from tsunagaru.ground.people.models import Resident
from tsunagaru.ground.people.services import confirming, residents
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor


@transaction.atomic
def view_resident(resident: UUID, *, by: Actor, at: datetime) -> queries.ResidentView:
    """Return a resident to a clerk, and audit that they were looked at (住民の照会).

    Raises:
        Resident.DoesNotExist: there is no such resident.
    """
    found = queries.resident(resident, day=clock.day_of(at))
    audit(actor=by, action="resident.viewed", subject=resident, at=at, facts={"page": "contact"})
    return found


@transaction.atomic
def change_contact(
    resident: UUID, changes: Mapping[str, object], *, by: Actor, channel: str, at: datetime
) -> list[str]:
    """Change a resident's contact data as told at the counter or by telephone (連絡先の変更).

    A new e-mail address is for contact only; what the person signs in with stays, since only a
    link proves whose address it is. The old address is told of the change.

    Args:
        changes: as for ``change_profile``.
        channel: ``counter``, ``phone`` or ``post``.

    Returns:
        The parts that are different now.

    Raises:
        Resident.DoesNotExist: there is no such resident.

    Publishes:
        ProfileChanged, LetterRequested
    """
    row = Resident.objects.get(pk=resident, erased_at=None)
    rest = {name: value for name, value in changes.items() if name != "email"}
    parts = residents.change_profile(resident, rest, channel=channel, at=at)
    new = str(changes.get("email", row.email or ""))
    if new != (row.email or ""):
        language = row.language or "ja"
        confirming.change_email(row, new, channel=channel, language=language, at=at)
        parts.append("email")
    facts = {"channel": channel, "parts": ",".join(sorted(parts))}
    audit(actor=by, action="resident.changed", subject=resident, at=at, facts=facts)
    return parts
