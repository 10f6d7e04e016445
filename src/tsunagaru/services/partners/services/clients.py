"""Programs that may use the API (APIの利用者): registered, renewed, revoked by staff."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.partners import rules
from tsunagaru.services.partners.events import (
    PartnerAdmitted,
    PartnerRegistered,
    PartnerRenewed,
    PartnerRevoked,
)
from tsunagaru.services.partners.models import Client, Token


class CannotAdmit(Exception):
    """The secret is wrong or the program was revoked (認証できません)."""


class CannotGrant(Exception):
    """A scope was asked for that the program does not hold (範囲外です)."""


@dataclass(frozen=True)
class NewClient:
    """What staff say of a program (登録する内容).

    Args:
        section: for whose procedures it may apply; empty means all of the town's.
        per_minute: how many requests it may make in a minute.
    """

    name: str
    purpose: str
    section: str
    scopes: Sequence[str]
    per_minute: int


@dataclass(frozen=True)
class Issued:
    """A pass (アクセストークン). It is shown once."""

    token: str
    scopes: Sequence[str]
    seconds: int


@transaction.atomic
def register(new: NewClient, *, by: Actor, at: datetime) -> tuple[UUID, str]:
    """Register a program (登録する).

    Returns:
        Its id and its secret, which is shown once and kept as a digest only.

    Publishes:
        PartnerRegistered
    """
    secret = secrets.token_urlsafe(rules.SECRET_BYTES)
    row = Client.objects.create(
        name=new.name,
        purpose=new.purpose,
        section=new.section,
        scopes=sorted(new.scopes),
        per_minute=new.per_minute,
        secret_digest=rules.digest(secret),
        created_at=at,
        created_by=by.staff,
    )
    publish(PartnerRegistered(at=at, subject=row.pk, section=new.section))
    facts = {"scopes": " ".join(row.scopes), "section": new.section}
    audit(actor=by, action="partner.registered", subject=row.pk, at=at, facts=facts)
    return row.pk, secret


@transaction.atomic
def renew(client: UUID, *, by: Actor, at: datetime) -> str:
    """Give a program a new secret (秘密を作り直す); the old one and its passes are void.

    Raises:
        CannotAdmit: it was revoked.

    Publishes:
        PartnerRenewed
    """
    row = _active(client)
    secret = secrets.token_urlsafe(rules.SECRET_BYTES)
    row.secret_digest = rules.digest(secret)
    row.save(update_fields=["secret_digest"])
    row.tokens.all().delete()
    publish(PartnerRenewed(at=at, subject=row.pk))
    audit(actor=by, action="partner.renewed", subject=row.pk, at=at)
    return secret


@transaction.atomic
def revoke(client: UUID, *, by: Actor, at: datetime) -> None:
    """Let a program use the API no more (利用を止める), at once.

    Raises:
        CannotAdmit: it was revoked before.

    Publishes:
        PartnerRevoked
    """
    row = _active(client)
    row.revoked_at, row.revoked_by = at, by.staff
    row.save(update_fields=["revoked_at", "revoked_by"])
    row.tokens.all().delete()
    publish(PartnerRevoked(at=at, subject=row.pk))
    audit(actor=by, action="partner.revoked", subject=row.pk, at=at)


@transaction.atomic
def admit(client: UUID, secret: str, *, scope: str, at: datetime) -> Issued:
    """Give a program that shows its secret a pass for an hour (トークンを発行する).

    Raises:
        CannotAdmit: the secret is wrong, or the program unknown or revoked.
        CannotGrant: it asks for more than it holds.

    Publishes:
        PartnerAdmitted

    Source:
        RFC 6749 section 4.4 (client credentials).
    """
    row = Client.objects.filter(pk=client, revoked_at=None).first()
    if not rules.fits(secret, row.secret_digest if row else "") or row is None:
        raise CannotAdmit(str(client))
    scopes = rules.granted(scope, row.scopes)
    if scopes is None:
        raise CannotGrant(scope)
    token = secrets.token_urlsafe(rules.SECRET_BYTES)
    expires_at = at + rules.TOKEN_LIFE
    row.tokens.filter(expires_at__lte=at).delete()
    Token.objects.create(
        digest=rules.digest(token), client=row, scopes=scopes, expires_at=expires_at
    )
    publish(PartnerAdmitted(at=at, subject=row.pk))
    return Issued(token, scopes, int(rules.TOKEN_LIFE.total_seconds()))


def note_use(client: UUID, *, at: datetime) -> None:
    """Note that a program is in use (利用を記録する), to the nearest ten minutes."""
    rows = Client.objects.filter(pk=client)
    rows.exclude(used_at__gt=at - rules.LATEST_USE).update(used_at=at)


def _active(client: UUID) -> Client:
    row = Client.objects.select_for_update(no_key=True).filter(pk=client, revoked_at=None).first()
    if row is None:
        raise CannotAdmit(str(client))
    return row
