"""Contesting a refusal (申出): no digit is kept, only a fingerprint."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.security.events import NumberContested, NumberExcused, StatementDecided
from tsunagaru.services.security.models import Statement
from tsunagaru.services.security.queries.statements import Contest, is_own, latest
from tsunagaru.services.security.rules.states import (
    ACCEPTED_FOR,
    MOST_OPEN,
    CannotDecideAgain,
    CannotDecideOwn,
    CannotState,
    StatementState,
)


@transaction.atomic
def state(contest: Contest, *, claim: str, by: Actor, at: datetime) -> Statement:
    """Note what a person says of a refused value; said twice it is one (申し出る).

    Raises:
        CannotState: too many wait for a decision.

    Publishes:
        NumberContested
    """
    known = latest(contest)
    if known is not None and (known.state == StatementState.OPEN or _holds(known, at)):
        return known
    if Statement.objects.filter(state=StatementState.OPEN).count() >= MOST_OPEN:
        raise CannotState
    row = Statement.objects.create(
        place=contest.place,
        field=contest.field,
        kind=contest.kind,
        fingerprint=contest.fingerprint,
        claim=claim,
        made_at=at,
        made_by=by.staff,
        typed_by=UUID(contest.typed_by) if contest.typed_by else None,
    )
    publish(NumberContested(at=at, subject=row.pk, kind=row.kind, claim=claim))
    facts = {"page": row.place, "field": row.field, "claim": claim}
    audit(actor=by, action="number.contested", subject=row.pk, at=at, facts=facts)
    return row


def _holds(row: Statement, at: datetime) -> bool:
    lasting = row.expires_at is None or row.expires_at > at
    return row.state == StatementState.ACCEPTED and lasting


def decide(statement: UUID, *, accepted: bool, reason: str, by: Actor, at: datetime) -> None:
    """Accept or decline a statement (申出に決定する); never one's own.

    Accepted it holds for thirty days; about a definition, which keeps the value, without an end.

    Raises:
        CannotDecideAgain: it was decided already.
        CannotDecideOwn: they typed or contested the value themselves; that is audited.

    Publishes:
        StatementDecided
    """
    with transaction.atomic():
        row = Statement.objects.select_for_update(no_key=True).get(pk=statement)
        if row.state != StatementState.OPEN:
            raise CannotDecideAgain
        if own := is_own(row, by):
            facts = {"page": row.place, "field": row.field}
            audit(actor=by, action="number.own_refused", subject=row.pk, at=at, facts=facts)
        else:
            _decide(row, accepted=accepted, reason=reason, by=by, at=at)
    if own:  # outside, so that the audit row stays
        raise CannotDecideOwn


def _decide(row: Statement, *, accepted: bool, reason: str, by: Actor, at: datetime) -> None:
    row.state = StatementState.ACCEPTED if accepted else StatementState.DECLINED
    row.reason, row.decided_at = reason, at
    row.decided_by, row.decided_by_name = by.staff, by.name
    ends = accepted and not row.in_definition
    row.expires_at = at + ACCEPTED_FOR if ends else None
    row.save()
    publish(StatementDecided(at=at, subject=row.pk, outcome=str(row.state), claim=row.claim))
    facts = {"outcome": str(row.state), "page": row.place, "field": row.field}
    audit(actor=by, action="number.statement_decided", subject=row.pk, at=at, facts=facts)


@transaction.atomic
def note_uses(statements: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Log that accepted values passed an entrance (受け付けの記録).

    Publishes:
        NumberExcused
    """
    for pk in sorted(set(statements)):
        Statement.objects.filter(pk=pk).update(uses=F("uses") + 1, used_at=at)
        row = Statement.objects.get(pk=pk)
        publish(NumberExcused(at=at, subject=row.pk, kind=row.kind))
        facts = {"page": row.place, "field": row.field}
        audit(actor=by, action="number.excused", subject=row.pk, at=at, facts=facts)
