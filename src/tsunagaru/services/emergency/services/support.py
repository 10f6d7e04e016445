"""The list of those who need support to flee (避難行動要支援者名簿), and to whom it was handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.events import NamesDisclosed, SupportListed
from tsunagaru.services.emergency.models import Disclosure, Round, Setup, Supported
from tsunagaru.services.emergency.models.support import LIST, SILENT, UNKNOWN, YES
from tsunagaru.services.emergency.queries import support as queries
from tsunagaru.services.emergency.queries.safety import safety_setup, silent
from tsunagaru.services.emergency.services.telling import yes


class CannotDisclose(Exception):
    """Without consent there is no ground for it now (提供できません)."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written of somebody on the list (名簿の内容).

    Args:
        plan: ``place``, ``helpers``, ``means``, ``care``; none of them where there is no plan.
    """

    district: str
    reasons: Sequence[str]
    consent: str
    phone: str = ""
    contact: str = ""
    note: str = ""
    plan: dict[str, str] | None = None


@transaction.atomic
def list_person(resident: UUID, entry: Entry, *, by: Actor, at: datetime) -> UUID:
    """Write somebody's entry on the list (名簿に載せる・直す).

    Publishes:
        SupportListed
    """
    row = Supported.objects.select_for_update(no_key=True).filter(resident=resident).first()
    what = "changed" if row and row.left_at is None else "added"
    row = row or Supported(resident=resident, listed_at=at)
    plan = entry.plan if entry.plan and any(entry.plan.values()) else None
    if plan != row.plan:
        row.plan_at = at if plan else None
    if entry.consent != row.consent:
        row.consent_at = None if entry.consent == UNKNOWN else at
    given: dict[str, Any] = {
        "district": entry.district,
        "reasons": list(entry.reasons),
        "consent": entry.consent,
        "phone": entry.phone,
        "contact": entry.contact,
        "note": entry.note,
        "plan": plan,
        "changed_at": at,
        "left_at": None,
    }
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    _tell(row, what, by, at)
    return row.pk


@transaction.atomic
def remove(supported: UUID, *, by: Actor, at: datetime) -> None:
    """Take somebody off the list (名簿から外す).

    Publishes:
        SupportListed
    """
    row = Supported.objects.select_for_update(no_key=True).get(pk=supported, left_at=None)
    row.left_at = row.changed_at = at
    row.save(update_fields=["left_at", "changed_at"])
    _tell(row, "removed", by, at)


def _tell(row: Supported, what: str, by: Actor, at: datetime) -> None:
    plan = yes(of=bool(row.plan))
    publish(SupportListed(at=at, subject=row.pk, what=what, consent=row.consent, plan=plan))
    facts = {"what": what, "consent": row.consent, "plan": plan}
    audit(actor=by, action="emergency.support_written", subject=row.pk, at=at, facts=facts)


@dataclass(frozen=True, kw_only=True)
class Handing:
    """To whom names go, and why (提供の内容).

    Args:
        basis: code of the ground in law; empty hands over only those who agreed.
        received_by: who takes it.
    """

    to: str
    districts: tuple[str, ...] = ()
    basis: str = ""
    because: str = ""
    received_by: str = ""


@transaction.atomic
def hand_list(handing: Handing, *, by: Actor, at: datetime) -> UUID:
    """Hand the list to supporters (名簿情報を提供する), and keep who opened it, and why.

    Those who did not agree are on it only in a disaster, on a ground in law that is written down.

    Raises:
        CannotDisclose: no such ground, no reason, or nothing of a disaster is open.

    Publishes:
        NamesDisclosed

    Source:
        災害対策基本法 第49条の11第2項・第3項
    """
    if handing.basis:
        _check(handing)
        if not queries.is_disaster(at):
            raise CannotDisclose
    rows = queries.to_hand(handing.districts, without_consent=bool(handing.basis))
    return _kept(LIST, None, handing, rows.count(), by=by, at=at)


@transaction.atomic
def open_silent(round: UUID, handing: Handing, *, by: Actor, at: datetime) -> UUID:
    """Let district heads read the names of those who have not answered (返事のない方の名前の提供).

    Raises:
        CannotDisclose: no ground in law, no reason, or no district is named; or it is a drill.

    Publishes:
        NamesDisclosed

    Source:
        個人情報の保護に関する法律 第69条第2項、災害対策基本法 第49条の11第3項
    """
    Setup.objects.select_for_update(no_key=True).first()
    row = Round.objects.get(pk=round)
    if row.drill or not handing.districts:
        raise CannotDisclose
    _check(handing)
    number = silent(row).filter(district__in=handing.districts).count()
    return _kept(SILENT, row, handing, number, by=by, at=at)


def _check(handing: Handing) -> None:
    setup = safety_setup()
    if setup is None or handing.basis not in setup.names("bases") or not handing.because:
        raise CannotDisclose


def _kept(
    kind: str, round: Round | None, handing: Handing, number: int, *, by: Actor, at: datetime
) -> UUID:
    if by.staff is None:
        raise CannotDisclose
    row = Disclosure.objects.create(
        kind=kind,
        round=round,
        districts=list(handing.districts),
        to=handing.to,
        received_by=handing.received_by,
        basis=handing.basis,
        because=handing.because,
        people=number,
        by=by.staff,
        at=at,
    )
    facts: dict[str, str | int] = {
        "people": number,
        "what": kind,
        "to": handing.to,
        "basis": handing.basis,
    }
    publish(
        NamesDisclosed(
            at=at, subject=row.pk, what=kind, to=handing.to, basis=handing.basis, people=number
        )
    )
    audit(actor=by, action="emergency.names_disclosed", subject=row.pk, at=at, facts=facts)
    return row.pk


__all__ = [
    "UNKNOWN",
    "YES",
    "CannotDisclose",
    "Entry",
    "Handing",
    "hand_list",
    "list_person",
    "open_silent",
    "remove",
]
