"""The link a third party gets by e-mail (記入の依頼のメール), with nobody's name in it.

The code stands in this one letter and nowhere else: not in the event, and only sealed in the
letter's own row.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from tsunagaru.engines.applications.events import PartExpired
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries.parts import TEMPLATE
from tsunagaru.engines.applications.rules import PartState, format_code
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import local

BATCH = 500


@dataclass(frozen=True)
class Letter:
    """What is mailed to a third party (依頼のメール)."""

    email: str
    part: str
    procedure: str
    expires_at: datetime
    secret: str
    origin: str


def link_of(secret: str, origin: str) -> str:
    """Return the address that opens a part (記入用のリンク)."""
    return origin.rstrip("/") + reverse("applications:part_link", args=[format_code(secret)])


def mail_link(letter: Letter, *, about: UUID, event: UUID, at: datetime) -> None:
    """Queue the letter with the link (リンクを送る)."""
    values = {
        "part": letter.part,
        "procedure": letter.procedure,
        "due": date_format(local(letter.expires_at), "Y年n月j日"),
        "link": link_of(letter.secret, letter.origin),
    }
    with suppress(messages.CannotFindTemplate):  # the applicant is told to pass the link on
        messages.send(
            event=event, template=TEMPLATE, values=values, about=about, at=at, email=letter.email
        )


@transaction.atomic
def note_late(*, at: datetime) -> int:
    """Note each part that did not come in time, once (期限切れの記録).

    Publishes:
        PartExpired for each
    """
    due = Contribution.objects.select_for_update(of=("self",)).filter(
        state=PartState.ASKED,
        expires_at__lte=at,
        late_told_at=None,
        application__ended_at=None,
    )
    rows = list(due.select_related("application").defer("answers")[:BATCH])
    Contribution.objects.filter(pk__in=[row.pk for row in rows]).update(late_told_at=at)
    for row in rows:
        about = row.application
        facts = facts_of(about)
        publish(
            PartExpired(at=at, subject=about.pk, procedure=about.procedure, part=row.part, **facts)
        )
    return len(rows)
