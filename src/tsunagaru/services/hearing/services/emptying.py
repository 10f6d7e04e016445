"""Ideas lose who proposed them (アイデアの廃棄と消去); what the town said to them stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.hearing.events import IdeaHandled
from tsunagaru.services.hearing.models import Idea
from tsunagaru.services.hearing.queries.finished_ideas import is_finished

_MARK = "hearing_idea.disposed"


@transaction.atomic
def dispose_idea(idea_id: UUID, at: datetime) -> list[str]:
    """Empty one that is over (廃棄する); public words, numbers and the answer stay.

    Returns:
        A mark under a key of the text that went.

    Raises:
        CannotDisposePaper: its round is still open, or it was disposed of already.

    Publishes:
        IdeaHandled
    """
    rows = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("round")
    idea = rows.filter(pk=idea_id).first()
    if idea is None or not is_finished(idea):
        raise CannotDisposePaper
    said = idea.said or {}
    marks = [blind(f"{said.get('title', '')}\0{said.get('text', '')}", place=_MARK)]
    empty_idea(idea, at=at)
    return marks


def empty_idea(idea: Idea, *, at: datetime, words: bool = False) -> None:
    """Take out of an idea what was proposed, and who it was (空にする).

    Args:
        words: the public words go as well, because their author wants it.

    Publishes:
        IdeaHandled
    """
    idea.said = idea.contact = idea.resident = None
    if words:
        idea.title = idea.text = idea.confirmed = ""
    idea.emptied_at = at
    idea.save()
    messages.dispose(idea.pk, at=at)
    publish(IdeaHandled(at=at, subject=idea.pk, act="emptied"))
