"""Telling authors of ideas (提案した方への知らせ): that something happened, not what.

Who it concerns reads it on their own page. Nobody is told who has no account.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.urls import reverse

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Idea

IDEA_NEWS, IDEA_LINK = "idea_news", "idea"


def tell_author(idea_id: UUID, event: UUID, *, at: datetime) -> None:
    """Tell the author of an idea, and of what was joined to it, to look at their page, once."""
    rows = Idea.objects.select_related("round")
    main = rows.get(pk=idea_id)
    for idea in (main, *rows.filter(main=main)):
        _tell(idea, uuid5(event, str(idea.pk)), at)


def _tell(idea: Idea, event: UUID, at: datetime) -> None:
    if idea.resident is None or idea.emptied_at is not None:
        return
    person = people.residents([idea.resident], day=day_of(at)).get(idea.resident)
    if person is None:
        return
    messages.send(
        event=event,
        template=IDEA_NEWS,
        values={"title": idea.round.title, "number": str(idea.number)},
        about=idea.pk,
        resident=person.id,
        email=person.email,
        language=person.language or "ja",
        url=reverse("hearing:my_ideas"),
        link=messages.Link(IDEA_LINK, idea.pk),
        at=at,
    )
