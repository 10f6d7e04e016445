"""Submission (申請の受付): receipt number, case, events and deliveries in one transaction."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.events import ApplicationSubmitted
from tsunagaru.engines.applications.models import Application, Draft, Procedure
from tsunagaru.engines.applications.queries.cosigning import wanted
from tsunagaru.engines.applications.queries.fees import fee_yen
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.queries.unready import problems_in
from tsunagaru.engines.applications.rules.paying import When
from tsunagaru.engines.applications.services import noting
from tsunagaru.engines.applications.services.charging import charge_on_submit
from tsunagaru.engines.applications.services.drafts import CannotContinue, facts_of
from tsunagaru.engines.applications.services.signing import Identified, identify, text_of
from tsunagaru.engines.applications.services.uploads import files_in
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import publish_many
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel, Event

KIND = "application"
TRIES = 5
NUMBERS = 10 ** (rules.NUMBER_LENGTH - 1)


class CannotSubmit(Exception):
    """The application is not complete, or comes too late (申請できません).

    Args:
        problems: what is wrong, by field; empty when the procedure is closed.
    """

    def __init__(self, problems: Sequence[questionnaires.FieldProblem]) -> None:
        super().__init__(", ".join(problem.field for problem in problems) or "closed")
        self.problems = problems


class NeedsCosigners(CannotSubmit):
    """Others sign it as well before it is handed in (連署が必要です)."""


@transaction.atomic
def submit(draft: UUID, *, language: str, at: datetime) -> UUID:
    """Hand in an application (申請する): once, however often it is pressed.

    Receipt number, application, case, events and their deliveries stand or fall together.

    Returns:
        The id of the application; for a draft handed in before, that of the same application.

    Raises:
        CannotSubmit: something is missing or wrong, or the procedure is closed.
        CannotContinue: the draft was given up.
        CannotIdentify: the procedure asks for the card, or for a signature with it.

    Publishes:
        ApplicationSubmitted (and the case's own CaseOpened)

    Source:
        行政手続法 第7条: the examination begins when the application arrives.
    """
    row = Draft.objects.select_for_update(no_key=True).get(pk=draft)
    return hand_in(row, language=language, at=at)


def hand_in(row: Draft, *, language: str, at: datetime) -> UUID:
    """Hand in a draft that the caller has locked, as ``submit`` does.

    One that waited for its signature arrived when it was handed in first.
    """
    arrived = row.pressed_at or at
    for _ in range(TRIES - 1):
        try:
            return _hand_in(row, language, at, arrived)
        except IntegrityError:  # the receipt number was taken in the same moment: try another
            continue
    return _hand_in(row, language, at, arrived)


@transaction.atomic
def _hand_in(row: Draft, language: str, at: datetime, arrived: datetime) -> UUID:
    if row.state == rules.Ending.SUBMITTED:
        return Application.objects.values_list("pk", flat=True).get(draft=row)
    form = form_of(row.version_id)
    _check_cosigned(row, form, at)
    check(row, form, language, arrived)
    # What others signed is handed in as they saw it.
    settled_at = (row.settled_at if row.state == rules.Ending.WAITING else None) or arrived
    identified = identify(row, form, settled_at)
    day = day_of(settled_at)
    row.answers = questionnaires.finished_answers(form.questionnaire, row.answers, day)
    application = _accept(row, form, identified, at, arrived)
    _take_files(row, form, application, at)
    charge_on_submit(application, at)
    row.answers, row.state, row.ended_at, row.pressed_at = {}, rules.Ending.SUBMITTED, at, None
    passed = _noted(row, language, at)
    rows.change(row, "answers", "state", "ended_at", "pressed_at", *noting.FILLED_IN)
    publish_many(
        [
            *passed,
            ApplicationSubmitted(
                at=at,
                subject=application.pk,
                procedure=form.definition.code,
                auth=identified.auth,
                field=form.definition.field,
                online_available="yes" if form.definition.online else "no",
                **facts_of(row),
            ),
        ]
    )
    return application.pk


def _noted(row: Draft, language: str, at: datetime) -> list[Event]:
    """Note the confirmation as passed, unless a program filled the form in without a page."""
    if not row.opened_pages:
        return []
    return noting.passed(row, rules.CONFIRM, language=language, at=at)


def _check_cosigned(row: Draft, form: Form, at: datetime) -> None:
    """Hold that a draft is open, or that all who were asked have signed it (連署の確認)."""
    if row.state == rules.Ending.OPEN:
        if wanted(form, row, at):
            raise NeedsCosigners([])
        return
    if row.state != rules.Ending.WAITING or row.settled_at is None:
        raise CannotContinue(row.state)
    digest = hashlib.sha256(text_of(row, form, row.settled_at)).hexdigest()
    asked = row.cosignatures.exclude(state=rules.CosignState.VOID)
    states = list(asked.values_list("state", "digest"))
    if not states or any(one != (rules.CosignState.SIGNED, digest) for one in states):
        raise NeedsCosigners([])


def check(row: Draft, form: Form, language: str, at: datetime) -> None:
    """Refuse a draft that is not complete, or whose procedure was closed when it arrived.

    Raises:
        CannotSubmit: so it is.
    """
    today = day_of(at)
    mine = rows.first(Procedure, pk=form.definition.code)
    in_force = mine is not None and (mine.withdrawn_at is None or mine.withdrawn_at > at)
    if not in_force or not form.definition.takes(Channel(row.channel), today):
        raise CannotSubmit([])
    problems = problems_in(row, form, today, language)
    if problems:
        raise CannotSubmit(problems)


def _accept(
    row: Draft, form: Form, identified: Identified, at: datetime, arrived: datetime
) -> Application:
    definition = form.definition
    number, key = _new_number(), uuid.uuid4()
    case = _open_case(row, definition, (key, number), at, arrived)
    application = Application(
        id=key,
        draft=row,
        version_id=row.version_id,
        procedure=definition.code,
        number=number,
        case=case.id,
        resident_id=row.resident_id,
        staff=row.staff,
        proxy=row.proxy,
        code_index=row.code_index,
        answers=row.answers,
        email=_email_of(definition, row.answers),
        language=row.language,
        fee_yen=fee_yen(form, row.answers, day_of(arrived)),
        identified_by=identified.means,
        signature=identified.signature,
        signed=identified.signed.decode() or None,
        submitted_at=arrived,
        taken_at=at if at > arrived else None,
        **facts_of(row),
    )
    return rows.add(application)


def _open_case(
    row: Draft,
    definition: ProcedureDefinition,
    names: tuple[uuid.UUID, str],
    at: datetime,
    arrived: datetime,
) -> cases.CaseView:
    key, number = names
    return cases.open_case(
        kind=KIND,
        subject=key,
        code=definition.code,
        title=f"{definition.name.ja}（受付番号 {rules.format_number(number)}）",
        section=definition.section,
        received_at=arrived,
        standard_days=definition.standard_days,
        resident=row.resident_id,
        at=at,
        payment=_paying(definition),
        **facts_of(row),
    )


def _paying(definition: ProcedureDefinition) -> cases.Paying:
    """Return how the fee stands to begin with: where a clerk fixes it, that must be done."""
    reviewed = definition.payment and definition.payment.when is When.AFTER_REVIEW
    return cases.Paying.TO_FIX if reviewed else cases.Paying.NONE


def _email_of(definition: ProcedureDefinition, answers: dict[str, Any]) -> str | None:
    value = answers.get(definition.email_field or "")
    return value if isinstance(value, str) and value else None


def _new_number() -> str:
    """Return a receipt number, drawn so that it tells nothing of others; the table keeps it one."""
    return rules.receipt_number(secrets.randbelow(NUMBERS))


def _take_files(row: Draft, form: Form, application: Application, at: datetime) -> None:
    attached = files_in(form, row.answers)
    if attached:
        files.attach(attached, application.pk, at=at, from_owner=row.pk, owner_kind=KIND)
