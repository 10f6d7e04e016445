"""Messages to one person (個別の知らせ): that something waits, and where; never what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.rules.audience import Audience, written
from tsunagaru.engines.messages.services import releasing


@dataclass(frozen=True, kw_only=True)
class Personal:
    """What one subscriber is told, at the address they prefer (個別の知らせ).

    The staff see it among what was sent: it carries no personal data, and leads to a page.

    Args:
        texts: by language a ``title`` and a ``body``; Japanese is always there.
        page: path of a page that says nothing of anybody.
        own_page: path of the person's own page, with ``{token}``; ``behind`` reads the token.
    """

    subscriber: UUID
    texts: Mapping[str, Mapping[str, str]]
    section: str
    page: str
    own_page: str


@transaction.atomic
def write_to(personal: Personal, *, by: UUID, at: datetime) -> UUID:
    """Tell one subscriber something now; return the broadcast's key (個別に知らせる).

    Publishes:
        what ``release`` publishes
    """
    row = Broadcast.objects.create(
        lane=Lane.PERSONAL,
        title=personal.texts["ja"]["title"],
        texts={language: dict(text) for language, text in personal.texts.items()},
        audience=written(Audience(only=(str(personal.subscriber),))),
        section=personal.section,
        state=BroadcastState.APPROVED,
        made_by=by,
        made_at=at,
        page=personal.page,
        own_page=personal.own_page,
    )
    releasing.release(row.pk, at=at)
    return row.key
