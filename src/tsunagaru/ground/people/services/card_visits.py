"""Visits to the card provider (カード認証の往復): begun, taken once, believed or refused."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.gateways.card import Asked, CannotReach, Provider, profile
from tsunagaru.ground.people.models import CardVisit
from tsunagaru.ground.people.rules import card, safe_next
from tsunagaru.ground.people.rules.card import CannotTrust, CardPerson, Purpose, Why
from tsunagaru.ground.people.services.accounts import NOBODY, note
from tsunagaru.kernel.access import ANONYMOUS


@dataclass(frozen=True)
class Visitor:
    """Who begins a visit, and where (認証を始める人).

    Args:
        browser: a secret that this session holds.
        back: our callback address.
    """

    browser: str
    back: str
    account: int | None = None
    next: str = ""
    signature: UUID | None = None


@dataclass(frozen=True)
class WayBack:
    """What the provider's redirect carries (戻りのパラメーター)."""

    state: str
    code: str
    issuer: str
    error: str


@dataclass(frozen=True)
class Recognised:
    """A holder whom the provider vouched for (確認できた人).

    Args:
        person: the four attributes where they were asked for; they are not kept.
    """

    visit: CardVisit
    issuer: str
    subject: str
    access: str
    person: CardPerson | None = None


def is_offered() -> bool:
    """Tell whether people can sign in with the card here."""
    return profile() is not None


def provider(at: datetime) -> Provider:
    """Return the provider in use.

    Raises:
        CannotReach: there is none.
    """
    found = profile()
    if found is None:
        raise CannotReach("no provider")
    return Provider(found, at)


def begin_visit(
    purpose: Purpose, visitor: Visitor, *, at: datetime, transaction_id: str = ""
) -> str:
    """Begin a visit and return where the person is sent (認証を始める).

    Args:
        transaction_id: the provider's sign transaction, when something is to be signed.

    Raises:
        CannotReach: the provider does not answer.

    Publishes:
        CardVisitStarted
    """
    asked = Asked.new()
    more = {"sign_transaction_id": transaction_id} if transaction_id else None
    scope = card.scope_of(purpose)
    address = provider(at).authorization_url(asked, scope=scope, back=visitor.back, more=more)
    with transaction.atomic():
        CardVisit.objects.create(
            state=_hash(asked.state),
            browser=_hash(visitor.browser),
            asked={"state": asked.state, "nonce": asked.nonce, "verifier": asked.verifier},
            purpose=purpose,
            account_id=visitor.account,
            signature=visitor.signature,
            next=safe_next(visitor.next),
            started_at=at,
        )
        publish(events.CardVisitStarted(at=at, subject=uuid4(), purpose=purpose))
    return address


def answer_visit(way: WayBack, *, browser: str, back: str, at: datetime) -> Recognised:
    """Take the provider's answer, once, and believe it only if everything holds (認証の検証).

    The database is not held while the provider is asked.

    Raises:
        CannotTrust: something does not hold; it is on record.

    Publishes:
        CardRecognised or CardRefused
    """
    visit = CardVisit.objects.filter(state=_hash(way.state)).first()
    try:
        taken = _take(visit, browser, at)
        recognised = _believe(taken, way, back, at)
    except CannotTrust as refusal:
        note_refusal(visit, refusal.why, at=at)
        raise
    except CannotReach as error:
        note_refusal(visit, Why.REACH, at=at)
        raise CannotTrust(Why.REACH) from error
    with transaction.atomic():
        publish(events.CardRecognised(at=at, subject=uuid4(), purpose=taken.purpose))
    return recognised


def _take(visit: CardVisit | None, browser: str, at: datetime) -> CardVisit:
    """Burn a visit: of two answers with one state, one is too late."""
    if visit is None:
        raise CannotTrust(Why.STATE)
    if not secrets.compare_digest(visit.browser, _hash(browser)):
        raise CannotTrust(Why.BROWSER)
    if not CardVisit.objects.filter(pk=visit.pk, used_at=None).update(used_at=at):
        raise CannotTrust(Why.REPLAY)
    if not visit.started_at <= at <= visit.started_at + card.VISIT_LIFE:
        raise CannotTrust(Why.LATE)
    return visit


def _believe(visit: CardVisit, way: WayBack, back: str, at: datetime) -> Recognised:
    there = provider(at)
    there.check_issuer(way.issuer)
    if way.error or not way.code:
        raise CannotTrust(Why.CANCELLED if way.error == "access_denied" else Why.CODE)
    subject, access = there.exchange(way.code, Asked(**visit.asked), back=back)
    asks = card.ATTRIBUTE_SCOPES.split()[0] in card.scope_of(Purpose(visit.purpose)).split()
    person = there.attributes(access, subject) if asks else None
    return Recognised(visit, there.profile.issuer, subject, access, person)


@transaction.atomic
def note_refusal(visit: CardVisit | None, why: Why, *, at: datetime) -> None:
    """Put on record that an answer was refused (拒否の記録).

    Publishes:
        CardRefused
    """
    purpose = visit.purpose if visit else ""
    account = visit.account if visit else None
    facts = {"purpose": purpose, "why": why.value}
    if account is not None:
        note(account, "card.refused", at, **facts)
    else:
        audit(actor=ANONYMOUS, action="card.refused", subject=NOBODY, at=at, facts=facts)
    publish(events.CardRefused(at=at, subject=uuid4(), purpose=purpose, why=why.value))


def note_limit(*, at: datetime) -> None:
    """Put on record that too many answers came from one address (制限の記録).

    Publishes:
        CardRefused
    """
    note_refusal(None, Why.LIMIT, at=at)


@transaction.atomic
def forget_visits(*, at: datetime) -> int:
    """Delete visits that are over; return how many (往復の控えの削除)."""
    return CardVisit.objects.filter(started_at__lte=at - card.VISIT_LIFE).delete()[0]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
