"""Bundles (まとめて申請): several applications filled in together, each question once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import BundleStarted, BundleSubmitted
from tsunagaru.engines.applications.models import Bundle, BundleItem, Draft
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.procedures import current_version, form_of
from tsunagaru.engines.applications.services import cosigning, drafts, submission, uploads
from tsunagaru.engines.applications.services.drafts import Applicant, CannotContinue
from tsunagaru.engines.applications.services.saving import Saved
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.clock import day_of

Raw = Mapping[str, list[str]]


class CannotSubmitBundle(Exception):
    """One of the applications is not complete, or is taken no more (まとめて申請できません).

    Args:
        stop: the application and its page; an empty page when the procedure is closed.
    """

    def __init__(self, stop: reads.Stop) -> None:
        super().__init__(f"{stop[0]} {stop[1]}")
        self.stop = stop


@dataclass(frozen=True)
class StartedBundle:
    """A new bundle and the code by which it is resumed (開始したまとめて申請)."""

    bundle: UUID
    code: str


@dataclass(frozen=True)
class SavedStop:
    """What came of saving a page of a bundle (保存の結果).

    Args:
        saved: what came of the page itself.
        following: the next page with something to ask; None when the confirmation follows.
    """

    saved: Saved
    following: reads.Stop | None


@transaction.atomic
def start_bundle(
    guide: str,
    procedures: Iterable[str],
    situation: Mapping[str, Any],
    applicant: Applicant,
    *,
    at: datetime,
) -> StartedBundle:
    """Begin several applications together (まとめて申請を始める).

    Raises:
        CannotFind: there is no such procedure.
        CannotApplyNow: one takes no applications today, or not by this way.

    Publishes:
        BundleStarted (and each application's own ApplicationStarted)
    """
    secret = drafts.new_code() if applicant.with_code else ""
    row = _begin(guide, situation, applicant, secret, at)
    own = Applicant(
        applicant.resident, applicant.channel, applicant.staff, applicant.language, with_code=False
    )
    for position, code in enumerate(procedures):
        started = drafts.start_form(form_of(current_version(code)), own, at=at, leads=False)
        BundleItem.objects.create(bundle=row, draft_id=started.draft, position=position)
    begun = reads.drafts_in(row)
    spread(row, begun, day_of(at))
    publish(
        BundleStarted(
            at=at, subject=row.pk, guide=guide, channel=row.channel, procedures=len(begun)
        )
    )
    return StartedBundle(row.pk, secret)


def _begin(
    guide: str, situation: Mapping[str, Any], applicant: Applicant, secret: str, at: datetime
) -> Bundle:
    return Bundle.objects.create(
        guide=guide,
        resident_id=applicant.resident,
        staff=applicant.staff,
        code_index=blind(secret, place=reads.CODE_PLACE) if secret else None,
        situation=dict(situation),
        channel=applicant.channel,
        language=applicant.language,
        started_at=at,
        saved_at=at,
        expires_at=rules.expiry_of(at),
    )


def spread(row: Bundle, begun: Sequence[Draft], day: date) -> None:
    """Let every application take over what was answered before it (回答を引き継ぐ)."""
    known, given = reads.told_already(row, day), reads.given_already(row, day)
    apart = reads.apart_in(row)
    for draft in begun:
        version = form_of(draft.version_id)
        form, code = version.questionnaire, version.definition.code
        mine, alone = given.get(code, {}), apart.get(code, frozenset())
        theirs = reads.without(known, version, alone)
        taken = questionnaires.taken_over(form, draft.answers, theirs, day, mine)
        taken |= questionnaires.first_entries(form, theirs, {*draft.saved_pages, draft.page}, day)
        new = {code: answer for code, answer in taken.items() if draft.answers.get(code) != answer}
        if new:
            draft.answers = {**draft.answers, **new}
            draft.save(update_fields=["answers"])
        told = questionnaires.given_by(form, draft.answers, day)
        known = {**reads.without(told, version, alone), **known}


def save_stop(  # noqa: PLR0913 - a page of a bundle: which, what was posted, and when
    row: Bundle,
    stop: reads.Stop,
    raw: Raw,
    sent: uploads.Sent,
    *,
    language: str,
    at: datetime,
    stays: bool = False,
) -> SavedStop:
    """Keep a page of a bundle that the caller has locked (ページを保存する).

    A signature given before no longer covers what is changed after it, and is taken away.

    Raises:
        CannotContinue: the bundle was handed in or given up.
        CannotFind: there is no such page for these answers.
    """
    begun = _open_drafts(row, stop[0])
    draft, day = begun[stop[0]], day_of(at)
    part = reads.parts_of(row, begun, day)[stop[0]]
    saved = uploads.save_page_with_files(
        draft,
        stop[1],
        _with_unasked(part, raw),
        sent,
        language=language,
        at=at,
        stays=stays,
        leads=False,
        later=part.agreed,
    )
    spread(row, begun, day)
    drafts.keep(row, at)
    row.void_at = at if row.signed_at else row.void_at
    row.signed_at = row.signature = None
    row.save(update_fields=["saved_at", "expires_at", "signed_at", "signature", "void_at"])
    Draft.objects.filter(bundled__bundle=row).update(saved_at=at, expires_at=row.expires_at)
    return SavedStop(saved, _following(row, begun, stop, day))


def _with_unasked(part: reads.Part, raw: Raw) -> Raw:
    """Count what is not asked again as seen and left empty, not as a question come up anew."""
    shown, silent = raw.get(questionnaires.SHOWN), sorted(part.left_out - set(part.draft.answers))
    return raw if shown is None else {**raw, questionnaires.SHOWN: [*shown, *silent]}


def _open_drafts(row: Bundle, position: int) -> list[Draft]:
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    begun = reads.drafts_in(row, lock=True)
    if position >= len(begun):
        raise CannotContinue(str(position))
    return begun


def _following(
    row: Bundle, begun: Sequence[Draft], stop: reads.Stop, day: date
) -> reads.Stop | None:
    parts = reads.parts_of(row, begun, day)
    here = parts[stop[0]]
    form, answers = here.form.questionnaire, here.draft.answers
    visible = questionnaires.visible_pages(form, answers, day)
    after = visible[visible.index(stop[1]) + 1 :] if stop[1] in visible else []
    return next(
        (
            one
            for one in reads.stops_of(parts, day)
            if one[0] > stop[0] or (one[0] == stop[0] and one[1] in after)
        ),
        None,
    )


@transaction.atomic
def submit_bundle(bundle: UUID, *, language: str, at: datetime) -> list[UUID]:
    """Hand in all applications of a bundle (まとめて申請する): all or none, and once.

    The caller has shown what is agreed to at the end, and had it agreed to.

    Returns:
        The ids of the applications, in the bundle's order.

    Raises:
        CannotSubmitBundle: one of them is not complete, or is taken no more.
        CannotContinue: the bundle was given up.
        CannotIdentify: one of them asks for the card, or for a signature with it.

    Publishes:
        BundleSubmitted (and each application's own ApplicationSubmitted)
    """
    row = Bundle.objects.select_for_update(no_key=True).get(pk=bundle)
    if row.state == rules.Ending.SUBMITTED:
        return reads.applications_in(row)
    begun = reads.drafts_in(row, lock=True)
    if row.state != rules.Ending.OPEN or not begun:
        raise CannotContinue(row.state)
    submitted = _submitted(row, begun, at)
    for position, draft in enumerate(begun):
        _agree(draft, day_of(at))
        _hand_in(position, draft, language, at)
    row.state, row.ended_at, row.screen_index = rules.Ending.SUBMITTED, at, None
    row.save(update_fields=["state", "ended_at", "screen_index"])
    publish(submitted)
    return reads.applications_in(row)


def _submitted(row: Bundle, begun: Sequence[Draft], at: datetime) -> BundleSubmitted:
    asked, alone = reads.count_questions(reads.parts_of(row, begun, day_of(at)), day_of(at))
    return BundleSubmitted(
        at=at,
        subject=row.pk,
        guide=row.guide,
        signed="yes" if row.signed_at else "no",
        channel=row.channel,
        age_band=begun[0].age_band,
        district=begun[0].district,
        procedures=len(begun),
        asked=asked,
        spared=alone - asked,
    )


def _agree(draft: Draft, day: date) -> None:
    form = form_of(draft.version_id).questionnaire
    draft.answers = questionnaires.with_agreement(form, draft.answers, day)
    draft.save(update_fields=["answers"])


def _hand_in(position: int, draft: Draft, language: str, at: datetime) -> None:
    try:
        cosigning.hand_in_or_ask(draft, language=language, at=at)
    except submission.CannotSubmit as refusal:
        page = refusal.problems[0].page if refusal.problems else ""
        raise CannotSubmitBundle((position, page)) from refusal
