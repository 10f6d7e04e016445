"""Legal holds (廃棄の保留): a case under appeal, audit or suit is kept beyond its period."""

import re
import unicodedata
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.papers import FinishedPaper
from tsunagaru.services.records_office.events import HoldLifted, HoldPlaced
from tsunagaru.services.records_office.models import Hold
from tsunagaru.services.records_office.queries.due import sections_of
from tsunagaru.services.records_office.queries.finished import papers_offered
from tsunagaru.services.records_office.rules import CannotHold, HeldAlready

DASHES = re.compile(r"\s*[‐‑‒–—―−ー－]\s*")


@transaction.atomic
def place(number: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Keep a case, or another paper, until the hold is lifted (保留する).

    Raises:
        CannotHold: no such case for this actor, or disposed of.
        HeldAlready: it is held already.

    Publishes:
        HoldPlaced
    """
    about = _found(number, by)
    if about is None:
        raise CannotHold
    case = about.id
    try:
        with transaction.atomic():
            Hold.objects.create(
                case=case,
                number=about.number,
                title=about.title,
                section=about.section,
                reason=reason,
                placed_at=at,
                placed_by=by.staff,
                placed_by_name=by.name,
            )
    except IntegrityError as error:
        raise HeldAlready from error
    publish(HoldPlaced(at=at, subject=case))
    audit(actor=by, action="retention.hold_placed", subject=case, at=at)


def _found(number: str, by: Actor) -> cases.FinishedCase | FinishedPaper | None:
    """Return the case or other paper of this number, where the actor may hold it."""
    case = cases.numbered(number, by, anywhere=by.has(Role.DX_OFFICE))
    if case is not None:
        return cases.overview(case)
    mine = sections_of(by)
    folded = DASHES.sub("-", unicodedata.normalize("NFKC", number)).strip()
    found = (papers.find(folded) for papers in papers_offered())
    return next((one for one in found if one and (mine is None or one.section in mine)), None)


@transaction.atomic
def lift(hold: UUID, *, by: Actor, at: datetime) -> None:
    """Let a case go with the others again (保留を解く).

    Raises:
        CannotHold: none such for this actor, or lifted already.

    Publishes:
        HoldLifted
    """
    row = Hold.objects.select_for_update(no_key=True).filter(pk=hold, lifted_at=None).first()
    mine = sections_of(by)
    if row is None or (mine is not None and row.section not in mine):
        raise CannotHold
    row.lifted_at, row.lifted_by, row.lifted_by_name = at, by.staff, by.name
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_by_name"])
    publish(HoldLifted(at=at, subject=row.case))
    audit(actor=by, action="retention.hold_lifted", subject=row.case, at=at)
