"""Co-signing (連署): asked before hand-in, over one content, by a code; all sign, or nothing goes.

The content is settled while it waits: a draft that waits takes no answers. Whoever changes it
calls every co-signature back first.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.definitions.cosigners import CosignerShape
from tsunagaru.engines.applications.events import (
    CosignatureAnswered,
    CosignaturesAsked,
    CosignaturesEnded,
    CosignaturesReminded,
    HandInStopped,
)
from tsunagaru.engines.applications.models import Cosignature, Draft
from tsunagaru.engines.applications.queries.cosigning import COSIGN_PLACE, late_drafts, wanted
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.rules import CosignState, Ending, Means
from tsunagaru.engines.applications.services import drafts, submission
from tsunagaru.engines.applications.services.signing import CannotIdentify, text_of
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import end_of_day
from tsunagaru.kernel.text import search_key

REMIND_BEFORE = timedelta(days=3)
BATCH = 500
CHANGED, EXPIRED = "changed", "expired"
Codes = Mapping[UUID, str]


class CannotCosign(Exception):
    """It was answered or called back, is too late, or not by this means (連署できません)."""


class NotTheirName(CannotCosign):
    """Whoever signs is not whom the application names; says that name (お名前が違います)."""


@transaction.atomic
def ask(row: Draft, *, language: str, at: datetime) -> Codes:
    """Settle a draft that the caller has locked, and ask those who sign as well (連署を求める).

    Returns:
        The code of each, by the id of what it opens; shown once.

    Raises:
        CannotContinue: the draft is not open.
        CannotSubmit: something is missing or wrong, or the procedure is closed.

    Publishes:
        CosignaturesAsked
    """
    if row.state != Ending.OPEN:
        raise drafts.CannotContinue(row.state)
    form = form_of(row.version_id)
    submission.check(row, form, language, at)
    digest = hashlib.sha256(text_of(row, form, at)).hexdigest()
    codes = dict(
        _ask_one(row, one, place, digest, at)
        for one in wanted(form, row, at)
        for place in range(1, one.count + 1)
    )
    row.state, row.settled_at = Ending.WAITING, at
    row.save(update_fields=["state", "settled_at"])
    publish(
        CosignaturesAsked(
            at=at,
            subject=row.pk,
            procedure=form.definition.code,
            persons=len(codes),
            **drafts.facts_of(row),
        )
    )
    return codes


def hand_in_or_ask(row: Draft, *, language: str, at: datetime) -> None:
    """Hand in what is whole (申請する); what others sign first waits for them.

    Raises:
        CannotSubmit, CannotContinue, CannotIdentify: as ``submission.hand_in``.

    Publishes:
        ApplicationSubmitted, or CosignaturesAsked
    """
    try:
        submission.hand_in(row, language=language, at=at)
    except submission.NeedsCosigners:
        ask(row, language=language, at=at)


def _ask_one(
    row: Draft, shape: CosignerShape, place: int, digest: str, at: datetime
) -> tuple[UUID, str]:
    secret = drafts.new_code()
    made = Cosignature.objects.create(
        draft=row,
        role=shape.code,
        place=place,
        code_index=blind(secret, place=COSIGN_PLACE),
        digest=digest,
        asked_at=at,
        expires_at=end_of_day(at, days=shape.days),
    )
    return made.pk, secret


@transaction.atomic
def ask_again(cosignature: UUID, *, at: datetime) -> str:
    """Give a new code to somebody who has not answered; the old one opens nothing (再依頼).

    Raises:
        CannotCosign: it was answered or called back, or it is too late.

    Publishes:
        CosignaturesAsked
    """
    row = _take(cosignature, at)
    secret = drafts.new_code()
    row.code_index = blind(secret, place=COSIGN_PLACE)
    row.save(update_fields=["code_index"])
    publish(CosignaturesAsked(at=at, subject=row.draft_id, persons=1, **_facts(row.draft)))
    return secret


@transaction.atomic
def sign(cosignature: UUID, *, name: str, digest: str, by: Actor, at: datetime) -> UUID | None:
    """Sign (連署する); the last one hands the application in, once.

    Args:
        name: as the person wrote it.
        digest: of what was shown to them.

    Returns:
        The id of the application, when this was the last signature.

    Raises:
        CannotCosign: it was answered or called back, is too late, or not by this means.
        NotTheirName: the application names somebody else.

    Publishes:
        CosignatureAnswered (and ApplicationSubmitted, or HandInStopped)
    """
    row = _take(cosignature, at)
    shape = form_of(row.draft.version_id).definition.cosigner(row.role)
    means = _means_of(by)
    fits = shape is not None and bool({means, *_lesser(means)} & set(shape.by))
    if not fits or not name.strip() or not secrets.compare_digest(digest, row.digest):
        raise CannotCosign(row.role)
    if by.resident is not None and by.resident == row.draft.resident_id:
        raise CannotCosign(row.role)
    if shape and (named := name_in(row, shape.person_field)) and not _is_same(named, name):
        raise NotTheirName(named)
    row.means, row.name = means, name.strip()
    row.resident, row.staff = by.resident, by.staff
    _answer(row, CosignState.SIGNED, at)
    if row.draft.cosignatures.exclude(state__in=(CosignState.SIGNED, CosignState.VOID)).exists():
        return None
    try:
        return submission.hand_in(row.draft, language=row.draft.language, at=at)
    except (submission.CannotSubmit, CannotIdentify) as refusal:
        # The signatures stand until their day; the applicant is told, and hands in again.
        why = _why(refusal)
        publish(HandInStopped(at=at, subject=row.draft_id, why=why, **_facts(row.draft)))
        return None


def name_in(row: Cosignature, field: str | None) -> str:
    """Return whom the application names as this signer, or empty (申請書に書かれた氏名)."""
    person = row.draft.answers.get(field or "")
    if not isinstance(person, dict):
        return ""
    return " ".join(str(person[part]) for part in ("family", "given") if person.get(part))


def _is_same(named: str, typed: str) -> bool:
    """Tell whether two names are one, whatever their spaces and old forms of kanji."""
    return search_key(named).replace(" ", "") == search_key(typed).replace(" ", "")


def _why(refusal: submission.CannotSubmit | CannotIdentify) -> str:
    if isinstance(refusal, CannotIdentify):
        return "identity"
    return "answers" if refusal.problems else "closed"


@transaction.atomic
def refuse(cosignature: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Refuse to sign, with a reason for the applicant (連署を断る).

    Raises:
        CannotCosign: it was answered or called back, or it is too late.

    Publishes:
        CosignatureAnswered
    """
    row = _take(cosignature, at)
    row.means, row.reason, row.staff = _means_of(by), reason.strip(), by.staff
    _answer(row, CosignState.REFUSED, at)


@transaction.atomic
def reopen(draft: UUID, *, at: datetime, outcome: str = CHANGED) -> None:
    """Let a draft be changed again; what was signed falls away (連署の取消し). Safe to repeat.

    One whose time is over keeps when it was asked for, so that its pages can say so.

    Publishes:
        CosignaturesEnded
    """
    row = Draft.objects.select_for_update(no_key=True).get(pk=draft)
    if row.state != Ending.WAITING:
        return
    row.cosignatures.exclude(state=CosignState.VOID).update(state=CosignState.VOID)
    row.state, row.settled_at = Ending.OPEN, row.settled_at if outcome == EXPIRED else None
    drafts.keep(row, at)
    row.save(update_fields=["state", "settled_at", "saved_at", "expires_at"])
    publish(CosignaturesEnded(at=at, subject=row.pk, outcome=outcome, **_facts(row)))


def expire(*, at: datetime) -> int:
    """Give drafts back to their applicants that were not signed, or not handed in, in time."""
    found = list(late_drafts(at).values_list("pk", flat=True)[:BATCH])
    for draft in found:
        reopen(draft, at=at, outcome=EXPIRED)
    return len(found)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind applicants once of those who have not signed three days before the end (催促).

    Publishes:
        CosignaturesReminded
    """
    due = Cosignature.objects.select_for_update(no_key=True).filter(
        state=CosignState.ASKED, reminded_at=None, expires_at__lte=at + REMIND_BEFORE
    )
    rows = list(due[:BATCH])
    Cosignature.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    for draft in {row.draft_id: row.draft for row in rows}.values():
        publish(CosignaturesReminded(at=at, subject=draft.pk, **_facts(draft)))
    return len(rows)


def _take(cosignature: UUID, at: datetime) -> Cosignature:
    """Lock the draft, then what is asked for, so that two last signatures meet one another."""
    draft = Cosignature.objects.values_list("draft", flat=True).filter(pk=cosignature).first()
    if draft is None:
        raise CannotFind(str(cosignature))
    held = Draft.objects.select_for_update(no_key=True).get(pk=draft)
    row = Cosignature.objects.select_for_update(no_key=True).get(pk=cosignature)
    if row.state != CosignState.ASKED or held.state != Ending.WAITING or row.expires_at <= at:
        raise CannotCosign(row.state)
    row.draft = held
    return row


def _answer(row: Cosignature, state: CosignState, at: datetime) -> None:
    row.state, row.answered_at = state, at
    row.save()
    publish(
        CosignatureAnswered(
            at=at, subject=row.draft_id, answer=state, means=row.means, **_facts(row.draft)
        )
    )


def _means_of(by: Actor) -> Means:
    if by.is_staff:
        return Means.COUNTER
    return Means.ACCOUNT if by.resident else Means.CODE


def _lesser(means: Means) -> tuple[Means, ...]:
    """Return what a means proves besides itself: who signed in holds the code as well."""
    return (Means.CODE,) if means is Means.ACCOUNT else ()


class Facts(drafts.Facts):
    """Codes that every event of co-signing carries (連署の属性)."""

    procedure: str


def _facts(row: Draft) -> Facts:
    return Facts(procedure=form_of(row.version_id).definition.code, **drafts.facts_of(row))
