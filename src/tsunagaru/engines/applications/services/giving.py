"""The part of a third party (第三者の記入): filled in page by page, given, or declined."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.events import PartDeclined, PartGiven
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries.parts import over_of, part_form
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.applications.services.uploads import Sent, receive
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel

PART = "part"


class CannotGive(Exception):
    """The part was given, declined, called back or is too late (受け付けられません): says why."""


def save_part(
    row: Contribution,
    page: str,
    raw: Mapping[str, list[str]],
    sent: Sent,
    *,
    language: str,
    at: datetime,
) -> questionnaires.Filled:
    """Keep a page of a part that the caller has locked (ページを保存する).

    Raises:
        CannotGive: it was given or called back, or it is too late.
    """
    check_open(row, at)
    form, today = part_form(row), day_of(at)
    limits = questionnaires.uploads_on(form, page, row.answers, today)
    kept, refused = receive(
        limits,
        sent,
        owner_kind=PART,
        owner=_Owner(row.pk),
        language=language,
        at=at,
    )
    filled = questionnaires.fill_page(
        form, page, raw, row.answers, language=language, today=today, files=kept
    )
    before, now = _files(form, row.answers), _files(form, filled.answers)
    new = {UUID(item["id"]) for items in kept.values() for item in items}
    for gone in (before | new) - now:
        files.drop(gone, at=at)
    row.answers = dict(filled.answers)
    row.save(update_fields=["answers"])
    filled.errors[:0] = refused
    return filled


class _Owner:
    """Whose the files of a part are (添付の持ち主): nobody's account."""

    resident_id = None

    def __init__(self, pk: UUID) -> None:
        self.pk = pk


def _files(form: questionnaires.Questionnaire, answers: Mapping[str, object]) -> set[UUID]:
    found = questionnaires.files_of(form, answers).values()
    return {UUID(item["id"]) for items in found for item in items}


@transaction.atomic
def give_part(
    contribution: UUID, *, by: Actor, language: str, at: datetime
) -> Sequence[questionnaires.FieldProblem]:
    """Hand the part in (第三者の記入を受け付ける), once.

    Returns:
        What is still wrong; empty when it was taken.

    Raises:
        CannotGive: it was given or called back, or it is too late.

    Publishes:
        PartGiven
    """
    row = Contribution.objects.select_for_update(no_key=True).get(pk=contribution)
    check_open(row, at)
    form, today = part_form(row), day_of(at)
    if problems := questionnaires.problems_of(form, row.answers, today, language):
        return problems
    row.answers = questionnaires.finished_answers(form, row.answers, today)
    row.state, row.given_at = PartState.GIVEN, at
    row.channel = Channel.COUNTER if by.is_staff else Channel.ONLINE
    row.staff = by.staff
    row.save()
    application = row.application
    publish(
        PartGiven(
            at=at,
            subject=application.pk,
            procedure=application.procedure,
            part=row.part,
            days=max(0, (today - day_of(row.asked_at)).days),
            **facts_of(application),
        )
    )
    return ()


@transaction.atomic
def decline_part(contribution: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Say that the part is not filled in (記入を断る), with a reason; what was begun is emptied.

    Raises:
        CannotGive: it was given, declined or called back before, or it is too late.

    Publishes:
        PartDeclined
    """
    row = Contribution.objects.select_for_update(no_key=True).get(pk=contribution)
    check_open(row, at)
    for gone in _files(part_form(row), row.answers):
        files.drop(gone, at=at)
    row.state, row.declined_at, row.reason, row.answers = PartState.DECLINED, at, reason, {}
    row.staff = by.staff
    row.save()
    about = row.application
    facts = facts_of(about)
    publish(
        PartDeclined(at=at, subject=about.pk, procedure=about.procedure, part=row.part, **facts)
    )


def check_open(row: Contribution, at: datetime) -> None:
    """Hold that a part may still be filled in.

    Raises:
        CannotGive: it was given, declined or called back, or its time or the application is over.
    """
    if why := over_of(row, at):
        raise CannotGive(why)
