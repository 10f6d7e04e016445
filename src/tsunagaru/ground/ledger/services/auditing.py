"""Writing the audit trail (監査証跡の記録)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.gateways import checkpoints
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.ledger.rules.chain import (
    BEGINNING,
    Checkpoint,
    Link,
    content_of,
    fingerprint,
    written,
)
from tsunagaru.kernel.access import Actor

SYSTEM = "system"
ONE_LINK_AT_A_TIME = 7_301_115  # key of an advisory lock


def name_of(actor: Actor | None) -> str:
    """Return how an actor is written in the trail: an id, never a name (操作者の符号)."""
    if actor is None:
        return SYSTEM
    ids = {"staff": actor.staff, "resident": actor.resident, "client": actor.client}
    known = next((f"{kind}:{key}" for kind, key in ids.items() if key), "")
    if known or actor.account is None:
        return known or "anonymous"
    return f"account:{actor.account}"


@transaction.atomic
def audit(
    *,
    actor: Actor | None,
    action: str,
    subject: UUID | str = "",
    at: datetime,
    facts: Mapping[str, str | int] | None = None,
) -> None:
    """Append one link to the audit chain in the caller's transaction (監査証跡に残す).

    On PostgreSQL the chain is locked until the transaction ends: audit late in it.

    Args:
        actor: who acts; None for the system itself.
        action: what, such as ``case.viewed``.
        subject: id or code of what was read or written.
        at: when.
        facts: codes and numbers only.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LINK_AT_A_TIME])
    last = AuditRow.objects.order_by("-number").values_list("number", "hash").first()
    number, previous = last or (0, BEGINNING)
    link = Link(
        number=number + 1,
        at=written(at),
        actor=name_of(actor),
        action=action,
        subject=str(subject),
        facts=dict(facts or {}),
        previous=previous,
        hash="",
    )
    content = content_of(link)
    rows.add(AuditRow(**{**content, "at": at, "hash": fingerprint(content)}))


def write_checkpoint(*, at: datetime) -> None:
    """Keep the chain's length and last fingerprint outside the database (検印)."""
    last = AuditRow.objects.order_by("-number").values_list("number", "hash").first()
    if last:
        checkpoints.write(Checkpoint(at=written(at), count=last[0], hash=last[1]))
