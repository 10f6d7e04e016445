"""A person's own data, over all packages (本人への開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.models import Account, Consent, HeldPost, Mandate, Resident
from tsunagaru.kernel import offers
from tsunagaru.kernel.offers import Erasure, PrivacyOffer


def privacy_offers() -> list[PrivacyOffer]:
    """Return what all installed packages offer for a person's data."""
    return [offer for package in offers.installed() for offer in package.privacy]


@transaction.atomic
def export_person(resident: UUID, *, at: datetime) -> dict[str, Any]:
    """Return everything the town's system holds about a person (開示).

    Returns:
        JSON-able: each package's offer by name, with title and data.

    Publishes:
        PersonExported
    """
    found = {
        offer.name: {"title": offer.title, "data": offer.export(resident)}
        for offer in privacy_offers()
    }
    publish(events.PersonExported(at=at, subject=uuid4()))
    return {"exported_at": at.isoformat(), "packages": found}


@transaction.atomic
def erase_person(resident: UUID, *, at: datetime) -> dict[str, Erasure]:
    """Erase what may be erased about a person in every package (消去).

    People's own rows go last, since others may need them to find theirs.

    Publishes:
        PersonErased
    """
    ordered = sorted(privacy_offers(), key=lambda offer: offer.name == "people")
    done = {offer.name: offer.erase(resident, at) for offer in ordered}
    erased = sum(result.erased for result in done.values())
    kept = sum(result.kept for result in done.values())
    publish(events.PersonErased(at=at, subject=uuid4(), erased=erased, kept=kept))
    return done


def erase_resident(resident: UUID, at: datetime) -> Erasure:
    """Erase people's own rows: the account goes, the resident's row stays empty (消去).

    The empty row keeps cases of the past pointing at something; it names nobody.
    """
    row = (
        Resident.objects.select_for_update(no_key=True).filter(pk=resident, erased_at=None).first()
    )
    if row is None:
        return Erasure(erased=0)
    account = Account.objects.filter(resident=resident).first()
    gone = HeldPost.objects.filter(account=account).delete()[0] if account else 0
    gone += Consent.objects.filter(resident=resident).delete()[0]
    gone += Mandate.objects.filter(Q(principal=resident) | Q(proxy=resident)).delete()[0]
    if account:
        account.delete()
        gone += 1
    for name in _SEALED:
        setattr(row, name, None)
    row.person_index = row.birth_index = row.phone_index = row.email_index = ""
    row.household = None
    row.relation = row.district = row.language = ""
    row.erased_at = row.changed_at = at
    row.save()
    return Erasure(erased=gone + 1)


_SEALED = (
    "family",
    "given",
    "kana_family",
    "kana_given",
    "birth_on",
    "sex",
    "postal_code",
    "address",
    "building",
    "phone",
    "email",
)
