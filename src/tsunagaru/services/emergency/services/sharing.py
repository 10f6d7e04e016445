"""Who may see whether somebody is safe (安否の共有): agreed to, and taken back at any time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.events import DutyNamed, SafetyShared
from tsunagaru.services.emergency.models import DistrictHead, Group, Share
from tsunagaru.services.emergency.models.sharing import FAMILY, GROUP, HEAD

SALT = "emergency.family"
INVITED_S = 7 * 24 * 3600


class CannotShare(Exception):
    """The link is over, one's own, or nobody's (共有できません)."""


def invitation(resident: UUID) -> str:
    """Return a token by which somebody becomes a resident's family contact (家族の連絡先の招待)."""
    return signing.dumps(resident.hex, salt=SALT)


def invited_by(token: str) -> UUID:
    """Return who made an invitation (招待した人).

    Raises:
        CannotShare: it is older than a week.
        LookupError: nobody did.
    """
    try:
        said: Any = signing.loads(token, salt=SALT, max_age=INVITED_S)
    except signing.SignatureExpired as error:
        raise CannotShare from error
    except signing.BadSignature as error:
        raise LookupError from error
    return UUID(said)


@transaction.atomic
def share(
    resident: UUID, kind: str, *, by: Actor, at: datetime, other: UUID | None = None,
    group: UUID | None = None,
) -> None:  # fmt: skip
    """Let somebody see whether a resident is safe (共有に同意する); again changes nothing.

    Args:
        kind: family, group or head.

    Raises:
        CannotShare: with oneself, or with a group that is closed.

    Publishes:
        SafetyShared
    """
    if other == resident:
        raise CannotShare
    rows = Group.objects.select_for_update(no_key=True).filter(closed_at=None)
    found = rows.filter(pk=group).first() if group else None
    if kind == GROUP and found is None:
        raise CannotShare
    same = Share.objects.filter(resident=resident, kind=kind, other=other, group=found)
    if same.filter(ended_at=None).exists():
        return
    row = Share.objects.create(resident=resident, kind=kind, other=other, group=found, given_at=at)
    publish(SafetyShared(at=at, subject=row.pk, what=kind, given="yes"))
    audit(actor=by, action="emergency.safety_shared", subject=row.pk, at=at, facts={"what": kind})


@transaction.atomic
def take_back(share: UUID, *, resident: UUID, by: Actor, at: datetime) -> None:
    """Take a consent back (共有をやめる), by who gave it or by the family contact.

    Raises:
        CannotShare: it is nobody's of theirs, or over.

    Publishes:
        SafetyShared
    """
    row = Share.objects.select_for_update(no_key=True).filter(pk=share, ended_at=None).first()
    if row is None or resident not in {row.resident, row.other}:
        raise CannotShare
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    publish(SafetyShared(at=at, subject=row.pk, what=row.kind, given="no"))
    facts = {"what": row.kind}
    audit(actor=by, action="emergency.safety_unshared", subject=row.pk, at=at, facts=facts)


@transaction.atomic
def name_head(district: str, resident: UUID, *, by: Actor, at: datetime) -> UUID:
    """Name the head of a district (区長を登録する); there may be several.

    Publishes:
        DutyNamed
    """
    if by.staff is None:
        raise CannotShare
    rows = DistrictHead.objects.select_for_update(no_key=True).filter(
        district=district, resident=resident
    )
    known = rows.filter(until=None).first()
    if known is not None:
        return known.pk
    row = DistrictHead.objects.create(
        district=district, resident=resident, named_by=by.staff, since=at
    )
    publish(DutyNamed(at=at, subject=row.pk, district=district, what=HEAD, ended="no"))
    audit(actor=by, action="emergency.duty_named", subject=row.pk, at=at, facts={"what": HEAD})
    return row.pk


@transaction.atomic
def found_group(name: str, kind: str, keeper: UUID, *, by: Actor, at: datetime) -> UUID:
    """Register an employer or school that may see its people, if they agree (団体を登録する).

    Publishes:
        DutyNamed
    """
    if by.staff is None:
        raise CannotShare
    row = Group.objects.create(
        name=name, kind=kind, keeper=keeper, opened_by=by.staff, opened_at=at
    )  # fmt: skip
    publish(DutyNamed(at=at, subject=row.pk, what=GROUP, ended="no"))
    audit(actor=by, action="emergency.duty_named", subject=row.pk, at=at, facts={"what": GROUP})
    return row.pk


@transaction.atomic
def end_duty(duty: UUID, *, by: Actor, at: datetime) -> None:
    """End a head's duty, or a group with all consents to it (登録を終える).

    Publishes:
        DutyNamed
    """
    head = DistrictHead.objects.select_for_update(no_key=True).filter(pk=duty, until=None).first()
    group = Group.objects.select_for_update(no_key=True).filter(pk=duty, closed_at=None).first()
    if head is not None:
        head.until = at
        head.save(update_fields=["until"])
    elif group is not None:
        group.closed_at = at
        group.save(update_fields=["closed_at"])
        group.shares.filter(ended_at=None).update(ended_at=at)
    else:
        raise CannotShare
    what = HEAD if head else GROUP
    publish(DutyNamed(at=at, subject=duty, what=what, ended="yes"))
    audit(actor=by, action="emergency.duty_ended", subject=duty, at=at, facts={"what": what})


__all__ = [
    "FAMILY",
    "GROUP",
    "HEAD",
    "CannotShare",
    "end_duty",
    "found_group",
    "invitation",
    "invited_by",
    "name_head",
    "share",
    "take_back",
]
