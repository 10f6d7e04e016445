"""What the intake offers upwards (取込みの提供物)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem, WorkQueue
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.offers import Erasure, FileReader, Offers, PrivacyOffer
from tsunagaru.kernel.papers import Papers
from tsunagaru.kernel.remains import Remains
from tsunagaru.services.intake import queries
from tsunagaru.services.intake.services.disposing import dispose, dispose_closed
from tsunagaru.services.intake.services.keeping import KIND

MOST = 200


def _items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return what waits for a person as work; the legal clock runs since it reached the portal."""
    return [
        WorkItem(
            title=f"国のポータル {row.number}",
            url=reverse("intake:arrival", args=[row.pk]),
            state=row.get_state_display(),
            received_at=row.received_at,
            section=row.section,
            due_on=day_of(at),
            channel=Channel.PORTAL,
            urgent=True,
        )
        for row in queries.open_ones(actor)[:MOST]
    ]


def _may_read(actor: Actor, arrival: UUID, _at: datetime) -> bool:
    return queries.readable_by(actor).filter(pk=arrival).exists()


def _page(_actor: Actor, arrival: UUID) -> str:
    return reverse("intake:arrival", args=[arrival])


def _export(_resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return nothing: what waits here is in nobody's record yet; applications export theirs."""
    return []


def _erase(_resident: UUID, _at: datetime) -> Erasure:
    return Erasure(erased=0)


OFFERS = Offers(
    package="services.intake",
    work=(WorkQueue(name="intake", title="手で取り込むもの", items=_items),),
    remains=(Remains(kind="application", empty=dispose),),
    papers=(
        Papers(
            kind=KIND,
            code="@portal",
            finished=queries.closed_by_hand,
            find=queries.paper_of,
            dispose=dispose_closed,
        ),
    ),
    wrapped=("intake.Part.content",),
    file_readers=(FileReader(KIND, _may_read, "国のポータルの申請", _page),),
    privacy=(
        PrivacyOffer(
            name="intake",
            title="国のポータルから届いた申請の原本",
            tables=("intake.Arrival", "intake.Part"),
            export=_export,
            erase=_erase,
        ),
    ),
)
