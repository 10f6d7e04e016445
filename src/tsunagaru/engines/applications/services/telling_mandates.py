"""What both sides hear of a mandate (代理のお知らせ): it holds, or it is over.

It stands here because people and messages do not know each other, and this package knows both.
"""

from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.events import MandateConfirmed, MandateEnded
from tsunagaru.kernel.clock import day_of


def tell_of_mandate(event: MandateConfirmed | MandateEnded) -> None:
    """Write to whoever acts and to whom they act for, where they can be reached (代理の通知).

    One that nobody confirmed never held, and its end is no news.
    """
    found = people.mandate(event.subject, event.at)
    if found is None or found.principal_id is None or found.proxy_id is None:
        return
    template = "mandate_ended" if isinstance(event, MandateEnded) else "mandate_confirmed"
    for side in (found.principal_id, found.proxy_id):
        _tell(side, template, found, event)


def _tell(
    side: UUID,
    template: str,
    mandate: people.MandateView,
    event: MandateConfirmed | MandateEnded,
) -> None:
    person = people.residents([side], day=day_of(event.at)).get(side)
    if person is None or not (person.has_account or person.email):
        return
    path = reverse("people:mandates")
    messages.send(
        event=event.id,
        template=template,
        values={"proxy": mandate.proxy, "principal": mandate.principal, "path": path},
        about=mandate.id,
        at=event.at,
        resident=side,
        email=person.email,
        language=person.language or "ja",
        url=path,
    )
