"""Signing with the card (電子署名): asked for, verified, waited for, used once."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import events
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.gateways.card import CannotReach, http, profile
from tsunagaru.ground.people.gateways.card.authorities import as_text, revocation_of, trusted
from tsunagaru.ground.people.models import Account, CardSignature, CredentialKind, SignatureState
from tsunagaru.ground.people.models.cards import credential_index
from tsunagaru.ground.people.rules.card import CannotTrust, Purpose, Why, is_holder, jpki
from tsunagaru.ground.people.rules.card.jpki import CannotVerify, Flaw, Signer
from tsunagaru.ground.people.rules.card.revocation import Revocation
from tsunagaru.ground.people.services.accounts import NOBODY, note
from tsunagaru.ground.people.services.card_visits import Recognised, Visitor, begin_visit, provider
from tsunagaru.ground.people.services.cards import CannotLink, link_certificate, person_of


class CannotSign(Exception):
    """Nobody can sign with the card now (いまは署名できません)."""


WAITS = timedelta(days=7)
BATCH = 50
UNSETTLED = frozenset({SignatureState.ASKED, SignatureState.PENDING})


def ask_signature(subject: UUID, digest: bytes, visitor: Visitor, *, at: datetime) -> str:
    """Ask the provider for a signature over a digest; return where the person is sent (署名の依頼).

    Args:
        subject: what is signed, such as a draft.
        digest: SHA-256 of its bytes.

    Raises:
        CannotReach, CannotTrust: the provider does not answer, or takes no request.

    Publishes:
        SignatureAsked
    """
    there = provider(at)
    token = there.client_token("sign")
    headers = {"Authorization": f"Bearer {token}"}
    answer = http.post_json(there.profile.sign_api, {"digest": as_text(digest)}, headers)
    id_ = answer.json().get("sign_transaction_id")
    if answer.status not in {200, 201} or not isinstance(id_, str):
        raise CannotReach("no sign transaction")
    with transaction.atomic():
        row = CardSignature.objects.create(
            account_id=visitor.account,
            subject=subject,
            digest=digest.hex(),
            state=SignatureState.ASKED,
            evidence={"transaction": id_},
            asked_at=at,
        )
        publish(events.SignatureAsked(at=at, subject=row.pk))
    with_signature = Visitor(
        browser=visitor.browser,
        back=visitor.back,
        account=visitor.account,
        next=visitor.next,
        signature=row.pk,
    )
    return begin_visit(Purpose.SIGN, with_signature, at=at, transaction_id=id_)


def ask_on_page(
    request: HttpRequest, subject: UUID, digest: bytes, *, wanted: str, at: datetime
) -> str:
    """Ask for a signature on behalf of a page of another package; return where to go (署名の依頼).

    Args:
        request: of somebody signed in.
        wanted: the page to come back to.

    Raises:
        CannotSign: the provider does not answer, or there is none.

    Publishes:
        SignatureAsked, CardVisitStarted
    """
    account = request.user
    signing.keep_way(request, wanted)
    visitor = Visitor(
        browser=signing.browser_of(request),
        back=signing.back_to(request),
        account=account.pk if isinstance(account, Account) else None,
        next=wanted,
    )
    try:
        return ask_signature(subject, digest, visitor, at=at)
    except (CannotReach, CannotTrust) as error:
        raise CannotSign(str(error)) from error


def take_signature(found: Recognised, *, at: datetime) -> SignatureState:
    """Fetch and verify what the holder signed (署名の検証). Unknown revocation waits, never passes.

    Raises:
        CannotTrust: there is no such signature, or the provider does not give it.

    Publishes:
        SignatureSettled
    """
    rows = CardSignature.objects.select_related("account__resident")
    row = rows.filter(pk=found.visit.signature or NOBODY).first()
    if row is None or row.account is None or row.state != SignatureState.ASKED:
        raise CannotTrust(Why.REPLAY)
    signature, certificate = _fetch(row, found, at)
    try:
        signer = _verify(row, signature, certificate, at)
    except CannotVerify as refusal:
        return _settle(row, SignatureState.REFUSED, refusal.flaw.value, row.evidence, at)
    evidence = _evidence(signer, signature) | {"certificate": as_text(certificate)}
    return _decide(row, signer, evidence, at)


def _fetch(row: CardSignature, found: Recognised, at: datetime) -> tuple[bytes, bytes]:
    there = provider(at)
    headers = {"Authorization": f"Bearer {found.access}"}
    try:
        answer = http.get(f"{there.profile.sign_api}/{row.evidence['transaction']}", headers)
        if answer.status != http.OK:
            raise CannotTrust(Why.CODE)
        given = answer.json()
        pair = [base64.b64decode(str(given.get(name)), validate=True) for name in _PAIR]
    except CannotReach as error:
        raise CannotTrust(Why.REACH) from error
    except (ValueError, binascii.Error) as error:
        raise CannotTrust(Why.SHAPE) from error
    return pair[0], pair[1]


_PAIR = ("signature", "certificate")


def _verify(row: CardSignature, signature: bytes, certificate: bytes, at: datetime) -> Signer:
    there = profile()
    authorities = trusted(there.authorities) if there else []
    digest = bytes.fromhex(row.digest)
    signer = jpki.verify(digest, signature, certificate, authorities=authorities, at=at)
    owner = row.account.resident if row.account else None
    if owner is None or not is_holder(signer.person, person_of(owner)):
        raise CannotVerify(Flaw.HOLDER)
    return signer


def _evidence(signer: Signer, signature: bytes) -> dict[str, Any]:
    """Return what is kept so that the verification can be followed later (検証の記録)."""
    return {
        "signature": as_text(signature),
        "public_key": as_text(signer.public_key),
        "certificate_index": credential_index(
            CredentialKind.CERTIFICATE, signer.authority, signer.serial
        ),
        "authority": signer.authority,
        "algorithm": jpki.ALGORITHM,
    }


def _decide(
    row: CardSignature, signer: Signer, evidence: dict[str, Any], at: datetime
) -> SignatureState:
    """Ask for the revocation, and let the signature pass, wait or fall."""
    there = profile()
    said = revocation_of(signer, there.revocation if there else "", at=at)
    evidence |= {"revocation": said.value, "checked_at": at.isoformat()}
    match said:
        case Revocation.GOOD:
            if row.account is not None and not _note_serial(row.account, signer, at):
                return _settle(row, SignatureState.REFUSED, Flaw.HOLDER, evidence, at)
            return _settle(row, SignatureState.VERIFIED, "", evidence, at)
        case Revocation.REVOKED:
            return _settle(row, SignatureState.REFUSED, Flaw.REVOKED, evidence, at)
        case _:
            return _settle(row, SignatureState.PENDING, "", evidence, at)


def _note_serial(account: Account, signer: Signer, at: datetime) -> bool:
    try:
        link_certificate(account, signer.authority, signer.serial, at=at)
    except CannotLink:
        return False
    return True


@transaction.atomic
def _settle(
    found: CardSignature, state: SignatureState, why: str, evidence: dict[str, Any], at: datetime
) -> SignatureState:
    """Note how a check ended, once: of two checks in the same moment the first one counts."""
    rows = CardSignature.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "account"
    )
    row = rows.get(pk=found.pk)
    if row.state not in UNSETTLED:
        return SignatureState(row.state)
    if state is not SignatureState.PENDING:
        evidence = {name: value for name, value in evidence.items() if name != "certificate"}
    row.state, row.why, row.evidence = state, str(why), evidence
    row.settled_at, row.tries = at, row.tries + 1
    row.save(update_fields=["state", "why", "evidence", "settled_at", "tries"])
    if row.account is not None:
        note(row.account, "signature.settled", at, state=state.value, why=str(why))
    publish(events.SignatureSettled(at=at, subject=row.pk, state=state.value, why=str(why)))
    return state


def check_again(signature: UUID, *, at: datetime) -> SignatureState:
    """Ask once more for the revocation of a signature that waits (失効の再確認)."""
    rows = CardSignature.objects.select_related("account__resident")
    row = rows.get(pk=signature)
    if row.state != SignatureState.PENDING:
        return SignatureState(row.state)
    if at - row.asked_at > WAITS:
        return _settle(row, SignatureState.REFUSED, "late", row.evidence, at)
    pair = [base64.b64decode(row.evidence[name]) for name in _PAIR]
    try:
        signer = _verify(row, pair[0], pair[1], row.asked_at)
    except CannotVerify as refusal:
        return _settle(row, SignatureState.REFUSED, refusal.flaw.value, row.evidence, at)
    return _decide(row, signer, dict(row.evidence), at)


def check_waiting_of(subject: UUID, digest: bytes, *, at: datetime) -> None:
    """Ask once more for the signatures over something that wait (失効の再確認)."""
    rows = CardSignature.objects.filter(subject=subject, digest=digest.hex())
    for id_ in rows.filter(state=SignatureState.PENDING).values_list("pk", flat=True):
        check_again(id_, at=at)


def check_waiting(*, at: datetime) -> int:
    """Ask once more for all signatures that wait; return how many (失効確認待ちの処理)."""
    waiting = CardSignature.objects.filter(state=SignatureState.PENDING).order_by("asked_at")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    for id_ in ids:
        check_again(id_, at=at)
    return len(ids)


def use_signature(subject: UUID, digest: bytes, *, at: datetime) -> UUID | None:
    """Use the verified signature over exactly these bytes, once; return it, or None (署名を使う).

    Of two uses in the same moment one gets it.
    """
    rows = CardSignature.objects.filter(
        subject=subject, digest=digest.hex(), state=SignatureState.VERIFIED, used_at=None
    )
    found = rows.order_by("-asked_at").values_list("pk", flat=True).first()
    if found is None or not rows.filter(pk=found).update(used_at=at):
        return None
    return found


@transaction.atomic
def dispose_signatures(subject: UUID) -> int:
    """Delete the signatures for a thing that is disposed of; return how many (署名の廃棄)."""
    rows = CardSignature.objects.filter(subject=subject)
    count = rows.count()
    rows.delete()
    return count


@transaction.atomic
def forget_signatures(*, at: datetime) -> int:
    """Delete signatures that were never used for anything; return how many (不要な署名の削除)."""
    old = CardSignature.objects.filter(used_at=None, asked_at__lte=at - 5 * WAITS)
    return old.delete()[0]
