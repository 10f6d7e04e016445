"""The part of a third party (第三者の記入): asked, filled in, given, declined, called back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.events import PartAsked, PartDeclined, PartGiven, PartRevoked
from tsunagaru.engines.applications.models import Application, Contribution
from tsunagaru.engines.applications.queries.parts import (
    PART_PLACE,
    over_of,
    part_form,
    parts_wanted,
)
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.services.changes import take
from tsunagaru.engines.applications.services.drafts import facts_of, new_code
from tsunagaru.engines.applications.services.part_letters import Letter, mail_link
from tsunagaru.engines.applications.services.uploads import Sent, receive
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel

PART = "part"


class CannotAsk(Exception):
    """The part was given already, or the application is over (依頼できません)."""


class CannotGive(Exception):
    """The part was given, declined, called back or is too late (受け付けられません): says why."""


@dataclass(frozen=True)
class Addressee:
    """Whom the applicant asks (依頼先).

    Args:
        name: as the applicant wrote it.
        email: where the link is mailed to, or empty.
        origin: scheme and host under which the town is reached, for the link.
    """

    name: str = ""
    email: str = ""
    origin: str = ""


@transaction.atomic
def ask_part(application: UUID, part: str, *, at: datetime, to: Addressee | None = None) -> str:
    """Ask a third party for its part (第三者に依頼する); an earlier code is good no longer.

    Returns:
        The code, shown once; whoever has it fills the part in.

    Raises:
        CannotFind: these answers want no such part.
        CannotAsk: it was given already, or the application is over.

    Publishes:
        PartAsked
    """
    row, to = take(application), to or Addressee()
    shape = _wanted(row, part)
    earlier = _in_force(row, part)
    if row.ended_at is not None or (earlier and earlier.state == PartState.GIVEN):
        raise CannotAsk(part)
    if earlier:
        _call_back(earlier)
    secret = new_code()
    asked = Contribution.objects.create(
        application=row,
        part=part,
        code_index=blind(secret, place=PART_PLACE),
        answers=earlier.answers if earlier else {},
        recipient=to.name,
        email=to.email,
        asked_at=at,
        expires_at=at + timedelta(days=shape.days),
    )
    event = _asked(row, part, at, again=earlier is not None, mailed=bool(to.email))
    publish(event)
    if to.email:
        _mail(asked, shape, secret, to.origin, event)
    return secret


def _wanted(row: Application, part: str) -> PartShape:
    form = form_of(row.version_id)
    shape = form.definition.part(part)
    if shape is None or part not in parts_wanted(form, row):
        raise CannotFind(part)
    return shape


def _mail(
    asked: Contribution, shape: PartShape, secret: str, origin: str, event: PartAsked
) -> None:
    asked.letter = event.id
    asked.save(update_fields=["letter"])
    name = form_of(asked.application.version_id).definition.name.ja
    letter = Letter(asked.email or "", shape.name.ja, name, asked.expires_at, secret, origin)
    mail_link(letter, about=asked.application_id, event=event.id, at=event.at)


def _asked(row: Application, part: str, at: datetime, *, again: bool, mailed: bool) -> PartAsked:
    return PartAsked(
        at=at,
        subject=row.pk,
        procedure=row.procedure,
        part=part,
        again="yes" if again else "no",
        mailed="yes" if mailed else "no",
        **facts_of(row),
    )


@transaction.atomic
def revoke_part(application: UUID, part: str, *, at: datetime) -> None:
    """Call a code back before the part is given (依頼を取り消す); safe to repeat.

    Publishes:
        PartRevoked
    """
    row = take(application)
    asked = _in_force(row, part)
    if asked is None or asked.state != PartState.ASKED:
        return
    _call_back(asked)
    publish(PartRevoked(at=at, subject=row.pk, procedure=row.procedure, part=part, **facts_of(row)))


def _in_force(row: Application, part: str) -> Contribution | None:
    rows = Contribution.objects.select_for_update().filter(application=row, part=part)
    return rows.filter(state__in=(PartState.ASKED, PartState.GIVEN)).first()


def _call_back(row: Contribution) -> None:
    """Let a code open nothing any more; who holds it is still told why."""
    row.state = PartState.REVOKED
    row.save(update_fields=["state"])


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
    row = Contribution.objects.select_for_update().get(pk=contribution)
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
    row = Contribution.objects.select_for_update().get(pk=contribution)
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
