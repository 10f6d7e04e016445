"""Drafts (下書き): kept page by page, resumable on another device, given up in time."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import ApplicationEnded, ApplicationStarted
from tsunagaru.engines.applications.models import Application, Bundle, Draft
from tsunagaru.engines.applications.queries.access import CODE_PLACE
from tsunagaru.engines.applications.queries.applications import first_open_page
from tsunagaru.engines.applications.queries.procedures import Form, current_version, form_of
from tsunagaru.engines.applications.services import noting
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish_many
from tsunagaru.ground.people import api as people
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel, Event


class Facts(TypedDict):
    """Codes that every event about a person's act carries (共通の属性)."""

    channel: str
    age_band: str
    district: str


class CannotContinue(Exception):
    """The draft was handed in or given up, so it takes no more answers (続けられません)."""


class CannotApplyNow(Exception):
    """The procedure takes no applications today, or not by this way (受付期間外・経路外)."""


@dataclass(frozen=True)
class Applicant:
    """For whom and by which way an application is filled in (申請者と経路).

    Args:
        resident: the resident it is for, or None for somebody unknown.
        staff: the member of staff who fills in for them, or None.
        with_code: whether a resume code is made.
        proxy: the resident who acts for them under a mandate, or None.
    """

    resident: UUID | None = None
    channel: Channel = Channel.ONLINE
    staff: UUID | None = None
    language: str = "ja"
    with_code: bool = True
    proxy: UUID | None = None


@dataclass(frozen=True)
class Started:
    """A new draft and the code by which it is resumed (開始した下書き). The code is shown once."""

    draft: UUID
    code: str
    answers: Mapping[str, Any]
    page: str


def start_draft(code: str, applicant: Applicant, *, at: datetime) -> Started:
    """Begin an application (申請を始める), filled in beforehand with what the town knows.

    Raises:
        CannotFind: there is no such procedure.
        CannotApplyNow: it takes no applications today, or not by this way.

    Publishes:
        ApplicationStarted, ApplicationPageOpened
    """
    return start_form(form_of(current_version(code)), applicant, at=at)


@transaction.atomic
def start_form(form: Form, applicant: Applicant, *, at: datetime, leads: bool = True) -> Started:
    """Begin an application on a form that is at hand, as ``start_draft`` does.

    Args:
        leads: whether the person is led to its first page now.
    """
    if not form.definition.takes(applicant.channel, day_of(at)):
        raise CannotApplyNow(form.definition.code)
    secret = new_code() if applicant.with_code else ""
    draft = _begin(form, applicant, secret, at)
    page, led = first_open_page(draft, at), list[Event]()
    if leads:
        led = noting.opened(draft, page, language=applicant.language, at=at)
    rows.add(draft)
    publish_many(
        [
            ApplicationStarted(
                at=at,
                subject=draft.pk,
                procedure=form.definition.code,
                field=form.definition.field,
                **facts_of(draft),
            ),
            *led,
        ]
    )
    return Started(draft.pk, secret, draft.answers, page)


def _begin(form: Form, applicant: Applicant, secret: str, at: datetime) -> Draft:
    household = form.questionnaire.asks_of_household
    prefill, age_band, district = _known_of(applicant.resident, at, household=household)
    return Draft(
        version_id=form.version,
        resident_id=applicant.resident,
        staff=applicant.staff,
        proxy=applicant.proxy,
        code_index=blind(secret, place=CODE_PLACE) if secret else None,
        answers=dict(questionnaires.start_answers(form.questionnaire, prefill)),
        channel=applicant.channel,
        language=applicant.language,
        age_band=age_band,
        district=district,
        started_at=at,
        saved_at=at,
        expires_at=rules.expiry_of(at),
    )


@transaction.atomic
def change_answers(draft: UUID, answers: Mapping[str, Any], *, at: datetime) -> None:
    """Set some answers without checking a page: an address looked up, a file added or removed.

    Raises:
        CannotContinue: the draft was handed in or given up.
    """
    row = take(draft)
    row.answers = {**row.answers, **answers}
    keep(row, at)
    row.save(update_fields=["answers", "saved_at", "expires_at"])


@transaction.atomic
def claim(draft: UUID, resident: UUID, *, at: datetime) -> None:
    """Put a draft begun without signing in under the resident's name (下書きを引き継ぐ).

    Raises:
        CannotContinue: the draft was handed in or given up.
    """
    row = take(draft)
    if row.resident_id is None and row.staff is None:
        _, row.age_band, row.district = _known_of(resident, at, household=False)
        row.resident_id = resident
        row.save(update_fields=["resident", "age_band", "district"])


def abandon(row: Draft, at: datetime) -> None:
    """Note that a draft was given up (放棄).

    Publishes:
        ApplicationEnded, outcome abandoned, and ApplicationPageLeft
    """
    row.state, row.ended_at = rules.Ending.ABANDONED, at
    row.save(update_fields=["state", "ended_at"])
    publish_many(
        [
            ApplicationEnded(
                at=at,
                subject=row.pk,
                procedure=form_of(row.version_id).definition.code,
                outcome=rules.Ending.ABANDONED,
                outcome_ok="no",
                days=(day_of(at) - day_of(row.started_at)).days,
                **facts_of(row),
            ),
            *noting.left(row, at=at),
        ]
    )


def take(draft: UUID) -> Draft:
    """Lock a draft that still takes answers; one that waits for co-signatures takes none.

    Raises:
        CannotContinue: it was handed in or given up.
    """
    row = rows.get(Draft, lock=True, pk=draft)
    if row.state != rules.Ending.OPEN:
        raise CannotContinue(row.state)
    return row


def keep(row: Draft | Bundle, at: datetime) -> None:
    """Let the thirty days of a draft, or of several filled in together, begin anew (期限の延長)."""
    row.saved_at, row.expires_at = at, rules.expiry_of(at)


def facts_of(row: Draft | Application) -> Facts:
    """Return the codes every event about a draft or an application carries."""
    return Facts(channel=row.channel, age_band=row.age_band, district=row.district)


def _known_of(
    resident: UUID | None, at: datetime, *, household: bool
) -> tuple[Mapping[str, Any], str, str]:
    """Return what is filled in beforehand, the age band and the district."""
    if resident is None:
        return {}, "", ""
    person, prefill = people.profile(resident, day=day_of(at), household=household)
    return prefill, person.age_band, person.district


def new_code() -> str:
    """Return a code that nobody can guess (再開コード)."""
    return "".join(secrets.choice(rules.CODE_SIGNS) for _ in range(rules.CODE_LENGTH))
