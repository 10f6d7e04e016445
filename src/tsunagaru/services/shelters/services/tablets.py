"""Tablets of a shelter (避難所の端末): enrolled by staff with a code, stopped by staff."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.events import TabletEnrolled, TabletRevoked
from tsunagaru.services.shelters.gateways.boxes import new_pair
from tsunagaru.services.shelters.models import Opening, Tablet
from tsunagaru.services.shelters.rules.passes import SIGNS, tidy
from tsunagaru.services.shelters.rules.states import OpeningState
from tsunagaru.services.shelters.services.opening import codes

CODE_LENGTH, GOOD_FOR = 8, timedelta(minutes=30)
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
MOST_TABLETS = len(LETTERS)


class CannotEnrol(Exception):
    """The code is wrong, used or over, or the shelter takes no more tablets (登録できません)."""


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def prepare(
    opening: UUID, name: str, *, by: Actor, at: datetime, lists: bool = False
) -> tuple[Tablet, str]:
    """Make a code with which one tablet is enrolled, once, within half an hour (登録コード).

    Args:
        lists: whether the tablet may hold the names of who lives around.

    Raises:
        CannotEnrol: the shelter is closed, or has all the tablets it can have.
    """
    row = Opening.objects.select_for_update(no_key=True).get(pk=opening)
    if row.state == OpeningState.CLOSED or row.letters >= MOST_TABLETS:
        raise CannotEnrol
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    private, public = new_pair()
    tablet = Tablet.objects.create(
        opening=row,
        letter=LETTERS[row.letters],
        name=name,
        code_hash=digest(code),
        code_until=at + GOOD_FOR,
        private=private,
        public=public,
        lists=lists,
        made_by=by.staff,
        made_at=at,
    )
    row.letters += 1
    row.save(update_fields=["letters"])
    facts = {"names": "yes" if lists else "no"}
    audit(actor=by, action="shelter.tablet_prepared", subject=tablet.pk, at=at, facts=facts)
    return tablet, code


@transaction.atomic
def enrol(code: str, *, at: datetime) -> tuple[Tablet, str]:
    """Let a tablet in that shows a code; return it with its key (端末を登録する).

    Raises:
        CannotEnrol

    Publishes:
        TabletEnrolled
    """
    known = Tablet.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "opening__run"
    )
    wanted = known.filter(code_hash=digest(tidy(code)), code_until__gt=at)
    row = wanted.filter(enrolled_at=None, revoked_at=None).first()
    if row is None:
        raise CannotEnrol
    token = secrets.token_urlsafe(32)
    row.code_hash, row.token_hash, row.enrolled_at = "", digest(token), at
    row.save(update_fields=["code_hash", "token_hash", "enrolled_at"])
    publish(TabletEnrolled(at=at, subject=row.pk, **codes(row.opening)))
    return row, token


@transaction.atomic
def revoke(tablet: UUID, *, by: Actor, at: datetime) -> None:
    """Stop a tablet (端末を止める): what it still hands in waits for a person.

    Publishes:
        TabletRevoked
    """
    row = Tablet.objects.select_for_update(no_key=True, of=("self",)).select_related("opening__run")
    found = row.get(pk=tablet)
    if found.revoked_at is not None:
        return
    found.revoked_at, found.revoked_by, found.code_hash = at, by.staff, ""
    found.save(update_fields=["revoked_at", "revoked_by", "code_hash"])
    publish(TabletRevoked(at=at, subject=found.pk, **codes(found.opening)))
    audit(actor=by, action="shelter.tablet_revoked", subject=found.pk, at=at)


def of_token(token: str) -> Tablet | None:
    """Return the tablet of a key, a stopped one too."""
    if not token:
        return None
    rows = Tablet.objects.select_related("opening__run")
    return rows.filter(token_hash=digest(token)).first()
