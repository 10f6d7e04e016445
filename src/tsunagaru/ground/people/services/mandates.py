"""Writes about acting for another person (代理の申出・確認・取消し)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import events, queries
from tsunagaru.ground.people.models import Mandate, Resident
from tsunagaru.ground.people.models.mandates import DOCUMENTS
from tsunagaru.ground.people.queries.mandates import CODE_PLACE, over_on
from tsunagaru.ground.people.rules.mandates import (
    Ending,
    Ground,
    MandateTerms,
    Standing,
    fits,
    is_child,
)
from tsunagaru.ground.people.services import tries
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12
CODE_LIVES = timedelta(days=7)
SIDES = ("principal", "proxy")


class CannotMandate(Exception):
    """This mandate cannot be made, confirmed or ended (代理を登録できません)."""


@dataclass(frozen=True)
class CounterMandate:
    """What staff record at the counter (窓口での登録).

    Args:
        document: what was shown, a code of ``DOCUMENTS``.
    """

    principal: UUID
    proxy: UUID
    ground: Ground
    document: str
    terms: MandateTerms


@transaction.atomic
def ask_mandate(by: Actor, side: str, terms: MandateTerms, *, at: datetime) -> str:
    """Ask for a mandate; return the code the other side confirms with, shown once (代理の申出).

    Nobody is looked up, so nothing is told of who is in the register: the code is handed over by
    the person who asks.

    Args:
        side: which side asks: ``principal`` or ``proxy``.

    Raises:
        CannotMandate: the period is none, or the actor is no resident.

    Publishes:
        MandateAsked
    """
    if by.resident is None or side not in SIDES or not fits(terms, clock.day_of(at)):
        raise CannotMandate(side)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    row = Mandate.objects.create(
        **{f"{side}_id": by.resident},
        ground=Ground.MANDATE,
        procedures=list(terms.procedures),
        from_on=terms.from_on,
        to_on=terms.to_on,
        asked_as=side,
        code_index=blind(code, place=CODE_PLACE),
        made_at=at,
        expires_at=at + CODE_LIVES,
    )
    publish(events.MandateAsked(at=at, subject=row.pk, asked_as=side, channel="online"))
    audit(actor=by, action="mandate.asked", subject=row.pk, at=at, facts={"as": side})
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


@transaction.atomic
def confirm_mandate(mandate: UUID, code: str, *, by: Actor, at: datetime) -> None:
    """Confirm a mandate as the other side; the code is used up (代理の確認).

    Raises:
        CannotMandate: the code is over or another's, or somebody would act for themselves.

    Publishes:
        MandateConfirmed
    """
    row = Mandate.objects.select_for_update(no_key=True).filter(pk=mandate).first()
    found = queries.asked_by_code(code, at)
    if by.resident is None or row is None or found is None or found.pk != row.pk:
        raise CannotMandate(str(mandate))
    if by.resident in {row.principal_id, row.proxy_id}:
        raise CannotMandate(str(mandate))
    if row.asked_as == "principal":
        row.proxy_id = by.resident
    else:
        row.principal_id = by.resident
    _come_into_force(row, by, at, channel="online")
    row.save()


@transaction.atomic
def record_mandate(told: CounterMandate, *, by: Actor, at: datetime) -> UUID:
    """Record at the counter that somebody may act for another (窓口での代理の登録).

    A guardian is recorded for a child only, and both must live here.

    Raises:
        CannotMandate: the people, the document or the period do not fit, or the actor is no clerk.

    Publishes:
        MandateConfirmed
    """
    if not by.has(Role.CLERK, Role.HEAD) or told.document not in DOCUMENTS:
        raise CannotMandate(told.document)
    day = clock.day_of(at)
    living = Resident.objects.filter(erased_at=None, left_on=None)
    people = {row.pk: row for row in living.filter(pk__in=(told.principal, told.proxy))}
    if len(people) < len(SIDES):
        raise CannotMandate("people")
    guardian = told.ground is Ground.GUARDIAN
    child = is_child(queries.view_of(people[told.principal], day).birth_on, day)
    if (guardian and not child) or not (guardian or fits(told.terms, day)):
        raise CannotMandate(told.ground)
    row = Mandate(
        principal_id=told.principal,
        proxy_id=told.proxy,
        ground=told.ground,
        procedures=list(told.terms.procedures),
        from_on=told.terms.from_on,
        to_on=None if guardian else told.terms.to_on,
        asked_as="office",
        document=told.document,
        recorded_by=by.staff,
        made_at=at,
    )
    _come_into_force(row, by, at, channel="counter")
    row.save(force_insert=True)
    return row.pk


def _come_into_force(row: Mandate, by: Actor, at: datetime, *, channel: str) -> None:
    row.state, row.confirmed_at = Standing.IN_FORCE, at
    row.code_index, row.expires_at = None, None
    publish(
        events.MandateConfirmed(
            at=at, subject=row.pk, ground=row.ground, document=row.document, channel=channel
        )
    )
    audit(actor=by, action="mandate.confirmed", subject=row.pk, at=at)


@transaction.atomic
def end_mandate(mandate: UUID, *, by: Actor, at: datetime) -> None:
    """End a mandate: either side at any time, or staff at the counter (代理の取消し).

    Raises:
        CannotMandate: it is not the actor's, or it is over; both look the same.

    Publishes:
        MandateEnded
    """
    row = Mandate.objects.select_for_update(no_key=True).filter(pk=mandate).first()
    why = _side_of(row, by) if row else None
    if row is None or why is None or row.state == Standing.ENDED:
        raise CannotMandate(str(mandate))
    if row.ground == Ground.GUARDIAN and why is not Ending.OFFICE:
        raise CannotMandate(str(mandate))  # parental authority is not given up with a click
    _end(row, why, at)
    audit(actor=by, action="mandate.ended", subject=row.pk, at=at, facts={"why": why.value})


def _side_of(row: Mandate, by: Actor) -> Ending | None:
    if by.is_staff:
        return Ending.OFFICE if by.has(Role.CLERK, Role.HEAD) else None
    if by.resident is None:
        return None
    sides = {row.principal_id: Ending.PRINCIPAL, row.proxy_id: Ending.PROXY}
    return sides.get(by.resident)


def _end(row: Mandate, why: Ending, at: datetime) -> None:
    row.state, row.ended_at, row.ended_by, row.code_index = Standing.ENDED, at, why, None
    row.save(update_fields=["state", "ended_at", "ended_by", "code_index"])
    publish(events.MandateEnded(at=at, subject=row.pk, ground=row.ground, ended_by=why.value))


@transaction.atomic
def end_over(*, at: datetime) -> int:
    """Note the end of mandates that are over, and of those nobody confirmed (終了の記録).

    They have no force from the moment they are over; this writes it down.

    Publishes:
        MandateEnded
    """
    day, ended = clock.day_of(at), 0
    rows = Mandate.objects.exclude(state=Standing.ENDED).select_related("principal", "proxy")
    for row in rows.select_for_update(no_key=True, of=("self",), skip_locked=True):
        unconfirmed = row.state == Standing.ASKED and row.expires_at and row.expires_at <= at
        why = Ending.EXPIRED.value if unconfirmed else over_on(row, day)
        if why:
            _end(row, Ending(why), at)
            ended += 1
    return ended


def admit_code(by: Actor, *, at: datetime) -> bool:
    """Tell whether one more confirmation code may be tried (試行の可否)."""
    return tries.admit_mandate(by.account or 0, at=at)
