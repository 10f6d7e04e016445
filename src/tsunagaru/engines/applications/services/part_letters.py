"""The link a third party gets by e-mail (記入の依頼のメール), with nobody's name in it.

The code stands in these letters and nowhere else: not in events, and not in the letters' rows.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.events import PartExpired
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries.parts import PART_LINK, template_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.services.drafts import facts_of
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel.clock import day_of

BATCH = 500


def mail_link(
    asked: Contribution, shape: PartShape, event: UUID, *, at: datetime, template: str = ""
) -> bool:
    """Queue the letter whose link is made when it leaves (リンクを送る); tell whether it goes."""
    template = template or template_of(shape)
    values = {
        "part": shape.name.ja,
        "procedure": form_of(asked.application.version_id).definition.name.ja,
        "due": day_words(day_of(asked.expires_at), "ja"),
    }
    with suppress(messages.CannotFindTemplate):  # the applicant is told to pass the link on
        messages.send(
            event=event,
            template=template,
            values=values,
            about=asked.application_id,
            at=at,
            email=asked.email or "",
            link=messages.Link(PART_LINK, asked.pk),
        )
    return bool(messages.email_state(event, template))


@transaction.atomic
def note_late(*, at: datetime) -> int:
    """Note each part that did not come in time, once (期限切れの記録).

    Publishes:
        PartExpired for each
    """
    due = Contribution.objects.select_for_update(no_key=True, of=("self",)).filter(
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
