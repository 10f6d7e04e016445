"""Whether the town knows who somebody is (本人確認)."""

from uuid import UUID

from tsunagaru.ground.people.models import CardCredential, Resident
from tsunagaru.ground.people.models.residents import Source


def is_verified(id: UUID) -> bool:
    """Tell whether the town has made sure who a resident is (本人確認済みか).

    Yes for who stands in the town's register, who was registered at the counter, and whose account
    a card was entered for; no for who typed a name and an address on the web. People of a demo
    stand in for the register's.
    """
    row = Resident.objects.filter(pk=id, erased_at=None).only("source").first()
    if row is None:
        return False
    if row.source != Source.SELF:
        return True
    return CardCredential.objects.filter(account__resident=id).exists()
