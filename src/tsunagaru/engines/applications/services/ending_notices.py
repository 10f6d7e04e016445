"""Notices of decisions that count no longer (通知書の取消し・差替え)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.events import NoticeEnded
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import view_of
from tsunagaru.engines.applications.queries.notices import notices_issued
from tsunagaru.engines.applications.services.telling import Extra, tell
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor

REPLACED, WITHDRAWN = "replaced", "withdrawn"


class CannotEndNotice(Exception):
    """There is no such notice, or it counts no longer (有効な通知書がありません)."""


@transaction.atomic
def end_notice(
    row: Application, paper: UUID, *, cause: str, reason: str, by: Actor, at: datetime
) -> None:
    """Let the notice in force count no longer, and tell the applicant why (取消し・差替え).

    After a withdrawal none is issued any more; after a replacement the next look issues a new one.

    Raises:
        CannotEndNotice: it is none of this application, or counted no longer before.

    Publishes:
        NoticeEnded (and PaperWithdrawn of the paper)
    """
    mine = {one.id for one in notices_issued(row)}
    if paper not in mine or not documents.withdraw(paper, cause=cause, at=at):
        raise CannotEndNotice(str(paper))
    event = NoticeEnded(at=at, subject=row.pk, procedure=row.procedure, cause=cause)
    publish(event)
    audit(actor=by, action="notice.ended", subject=row.pk, at=at, facts={"cause": cause})
    tell(view_of(row), f"application_notice_{cause}", event, Extra({"reason": reason}))
