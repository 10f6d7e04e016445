"""Asking a third party for its part (第三者への依頼), and calling it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.events import PartAsked, PartRevoked
from tsunagaru.engines.applications.models import Application, Contribution
from tsunagaru.engines.applications.queries.parts import (
    PART_PLACE,
    code_of,
    parts_wanted,
)
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.services.changes import take
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.applications.services.part_letters import mail_link
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.clock import end_of_day


class CannotAsk(Exception):
    """The part was given already, or the application is over (依頼できません)."""


class CannotAskTwice(CannotAsk):
    """What this press made was called back or replaced since (取り消された依頼)."""


@dataclass(frozen=True)
class Addressee:
    """Whom the applicant asks (依頼先).

    Args:
        name: as the applicant wrote it.
        email: where the link is mailed to, or empty.
    """

    name: str = ""
    email: str = ""


@transaction.atomic
def ask_part(
    application: UUID,
    part: str,
    *,
    at: datetime,
    to: Addressee | None = None,
    press: UUID | None = None,
) -> str:
    """Ask a third party for its part (第三者に依頼する); an earlier code is good no longer.

    Args:
        press: by which the same form sent again is known: it makes no second link.

    Returns:
        The code; whoever has it fills the part in.

    Raises:
        CannotFind: these answers want no such part.
        CannotAsk: it was given already, or the application is over.
        CannotAskTwice: what this press made was called back or replaced since.

    Publishes:
        PartAsked, once for a press
    """
    row, to = take(application), to or Addressee()
    shape = _wanted(row, part)
    earlier = _in_force(row, part)
    id_ = uuid5(row.pk, f"{part}|{press}") if press else uuid4()
    if Contribution.objects.filter(pk=id_).exists():
        return _same(id_, earlier)
    if row.ended_at is not None or (earlier and earlier.state == PartState.GIVEN):
        raise CannotAsk(part)
    if earlier:
        _call_back(earlier)
    asked = _make(id_, row, shape, earlier, to, at)
    _tell(asked, shape, at, again=earlier is not None)
    return code_of(id_)


def _make(
    id_: UUID,
    row: Application,
    shape: PartShape,
    earlier: Contribution | None,
    to: Addressee,
    at: datetime,
) -> Contribution:
    return Contribution.objects.create(
        id=id_,
        application=row,
        part=shape.code,
        code_index=blind(code_of(id_), place=PART_PLACE),
        answers=earlier.answers if earlier else {},
        recipient=to.name,
        email=to.email,
        asked_at=at,
        expires_at=end_of_day(at, days=shape.days),
    )


def _tell(asked: Contribution, shape: PartShape, at: datetime, *, again: bool) -> None:
    """Record that it was asked for, and mail the link where an address is known."""
    mailed = bool(asked.email)
    event = _asked(asked.application, asked.part, at, again=again, mailed=mailed)
    publish(event)
    if mailed:
        asked.letter = event.id
        asked.save(update_fields=["letter"])
        mail_link(asked, shape, event.id, at=at)


def _same(id_: UUID, in_force: Contribution | None) -> str:
    """Return the code of what the same press made, as long as it is still in force."""
    if in_force is None or in_force.pk != id_:
        raise CannotAskTwice(id_)
    if in_force.state != PartState.ASKED:
        raise CannotAsk(id_)
    return code_of(id_)


def _wanted(row: Application, part: str) -> PartShape:
    form = form_of(row.version_id)
    shape = form.definition.part(part)
    if shape is None or part not in parts_wanted(form, row):
        raise CannotFind(part)
    return shape


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
    rows = Contribution.objects.select_for_update(no_key=True).filter(application=row, part=part)
    return rows.filter(state__in=(PartState.ASKED, PartState.GIVEN)).first()


def _call_back(row: Contribution) -> None:
    """Let a code open nothing any more; who holds it is still told why."""
    row.state = PartState.REVOKED
    row.save(update_fields=["state"])
