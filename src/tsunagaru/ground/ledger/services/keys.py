"""Recording what happens to the keys (鍵の記録). The keys themselves are the vault's."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tsunagaru.ground.ledger import events
from tsunagaru.ground.ledger.services.auditing import audit
from tsunagaru.ground.ledger.services.publishing import publish


@transaction.atomic
def note_key_added(kind: str, name: str, *, at: datetime) -> None:
    """Record that a key came into use (鍵の追加の記録).

    Args:
        kind: ``data`` or ``blind``.
        name: the key's id.

    Publishes:
        KeyAdded
    """
    publish(events.KeyAdded(at=at, subject=uuid4(), kind=kind))
    audit(actor=None, action="keys.added", subject=name, at=at, facts={"kind": kind})


@transaction.atomic
def note_keys_rotated(*, resealed: int, rebuilt: int, at: datetime) -> None:
    """Record that all values carry the newest keys (鍵の更新の記録).

    Publishes:
        KeysRotated
    """
    facts = {"resealed": resealed, "rebuilt": rebuilt}
    publish(events.KeysRotated(at=at, subject=uuid4(), resealed=resealed, rebuilt=rebuilt))
    audit(actor=None, action="keys.rotated", at=at, facts=facts)


@transaction.atomic
def note_keys_retired(names: list[str], *, at: datetime) -> None:
    """Record that keys were taken out of the key file (鍵の除去の記録).

    Publishes:
        KeysRetired
    """
    publish(events.KeysRetired(at=at, subject=uuid4(), count=len(names)))
    for name in names:
        audit(actor=None, action="keys.retired", subject=name, at=at)
