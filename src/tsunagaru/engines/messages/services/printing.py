"""Letters to those who want paper (手紙の印刷): each person gets a message once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.gateways import posting
from tsunagaru.engines.messages.gateways.channels import Answer, Result
from tsunagaru.engines.messages.models import Broadcast, Printing, Subscriber, Target
from tsunagaru.engines.messages.queries.on_paper import (
    KIND,
    address_of,
    may_be_printed,
    waiting_for_paper,
    wordings_on_paper,
)
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

MOST = 2_000  # of one batch; a printer is filled more than once in between


class CannotPrint(Exception):
    """There is nobody to write to, or this message does not go on paper (手紙にできません)."""


@transaction.atomic
def make_letters(broadcast: int, *, by: Actor, at: datetime) -> Printing:
    """Make a batch of letters for those who have none yet (手紙を作る).

    Who has no address on record gets an outcome that says so; their section must ask them.

    Raises:
        CannotPrint: nobody waits for a letter of it.
    """
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    waiting = list(waiting_for_paper(row)[:MOST]) if may_be_printed(row) else []
    if not waiting or by.staff is None:
        raise CannotPrint
    able = _with_address(waiting, at)
    first = row.counts["targets"] + 1
    people_in_order = sorted(waiting, key=lambda one: one.pk not in able)  # letters first
    wordings = wordings_on_paper(row, [one.pk for one in waiting])
    Target.objects.bulk_create(
        Target(
            broadcast=row.pk, seq=seq, contact=one.pk, subscriber=one.pk, kind=KIND,
            language=one.language, wording=wordings[one.pk],
        )
        for seq, one in enumerate(people_in_order, first)
    )  # fmt: skip
    last = first + len(able) - 1
    number = row.printings.count() + 1
    answers = [
        Answer(seq, Result.ACCEPTED, ref=f"paper-{number}")
        if seq <= last
        else Answer(seq, Result.FAILED, code="no_address")
        for seq in range(first, first + len(waiting))
    ]
    posting.add(row.pk, answers, at=at)
    _count(row, waiting, able)
    printing = Printing.objects.create(
        broadcast=row, number=number, first=first, last=last, at=at, by=by.staff
    )
    facts = {"letters": len(able)}
    audit(actor=by, action="broadcast.printed", subject=row.key, at=at, facts=facts)
    return printing


def _with_address(waiting: list[Subscriber], at: datetime) -> set[UUID]:
    ids = [one.resident_id for one in waiting if one.resident_id]
    found = people.residents(ids, day=day_of(at))
    return {
        one.pk
        for one in waiting
        if one.resident_id in found
        and found[one.resident_id].left_on is None
        and address_of(found[one.resident_id])
    }


def _count(row: Broadcast, waiting: list[Subscriber], able: set[UUID]) -> None:
    """Add the letters to what is counted; what is finished stays finished."""
    row.counts["targets"] += len(waiting)
    if row.finished_at is not None:
        before = row.counts.get(KIND, {})
        failed = len(waiting) - len(able)
        row.counts[KIND] = {
            "accepted": before.get("accepted", 0) + len(able),
            "failed": before.get("failed", 0) + failed,
        }
    row.save(update_fields=["counts"])
