"""Reaching somebody another way when an address fails for good (別の経路への切替え)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.messages.gateways import posting
from tsunagaru.engines.messages.gateways.channels import Answer, Result
from tsunagaru.engines.messages.models import Broadcast, Chunk, Comparison, Contact, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Stage
from tsunagaru.engines.messages.rules.comparing import settled


def fall_back(broadcast: int, failed: Sequence[int], *, at: datetime) -> int:
    """Write further targets for people whose address failed for good (次の経路で送る).

    Each gets the first of their addresses that this message has not tried, and the same wording.
    In the transaction that records the failures, after the dead addresses were dropped.

    Args:
        failed: the targets' numbers.

    Returns:
        How many have another way.
    """
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    if row.state == BroadcastState.STOPPED:
        return 0
    by_person, wordings = _without_another(broadcast, failed)
    chosen = _chosen(broadcast) if any(wordings.values()) else None
    tried = set(
        Target.objects.filter(broadcast=broadcast, subscriber__in=by_person).values_list(
            "contact", flat=True
        )
    )
    targets, chunks, answers = [], [], []
    for contact in _next_addresses(by_person, tried):
        row.counts["targets"] += 1
        seq = row.counts["targets"]
        old = by_person[contact.subscriber_id]
        targets.append(_target(broadcast, seq, contact, wordings[old]))
        chunks.append(_chunk(row, targets[-1], chosen, at))
        answers.append(Answer(old, Result.ACCEPTED, ref=str(seq), code=contact.kind))
    Target.objects.bulk_create(targets)
    Chunk.objects.bulk_create(chunks)
    posting.add(broadcast, answers, at=at, stage=Stage.FELL_BACK)
    if targets and row.finished_at is not None:  # a letter came back late: it is finished anew
        row.finished_at, row.state = None, BroadcastState.SENDING
    row.save(update_fields=["counts", "finished_at", "state"])
    return len(targets)


def _without_another(
    broadcast: int, failed: Sequence[int]
) -> tuple[dict[UUID, int], dict[int, int | None]]:
    """Return the people behind the failed targets with their numbers, and these with wordings."""
    rows = Target.objects.filter(broadcast=broadcast, seq__in=failed)
    found = list(rows.values_list("subscriber", "seq", "wording"))
    people = {subscriber: seq for subscriber, seq, _ in found}
    return people, {seq: wording for _, seq, wording in found}


def _chosen(broadcast: int) -> int | None:
    return Comparison.objects.values_list("chosen", flat=True).filter(pk=broadcast).first()


def _next_addresses(people: dict[UUID, int], tried: set[UUID]) -> list[Contact]:
    """Return for each person the first address that was not tried."""
    rows = Contact.objects.filter(subscriber__in=people, state="active").exclude(pk__in=tried)
    found: dict[UUID, Contact] = {}
    for row in rows.select_related("subscriber").order_by("rank"):
        found.setdefault(row.subscriber_id, row)
    return list(found.values())


def _target(broadcast: int, seq: int, contact: Contact, wording: int | None) -> Target:
    return Target(
        broadcast=broadcast,
        seq=seq,
        contact=contact.pk,
        subscriber=contact.subscriber_id,
        kind=contact.kind,
        language=contact.subscriber.language,
        wording=wording,
    )


def _chunk(row: Broadcast, target: Target, chosen: int | None, at: datetime) -> Chunk:
    return Chunk(
        broadcast=row.pk,
        lane=row.lane,
        kind=target.kind,
        language=target.language,
        low=target.seq,
        high=target.seq,
        due_at=at,
        wording=None if target.wording is None else settled(target.wording, chosen),
    )
