"""The same text twice (同じ文面の二重配信): nobody shall get it again by mistake."""

from datetime import datetime, timedelta

from django.db.models import Q

from tsunagaru.engines.messages.models import Broadcast, Comparison
from tsunagaru.engines.messages.models.broadcasts import BroadcastState

WINDOW = timedelta(days=2)
GOING = (BroadcastState.APPROVED, BroadcastState.SENDING, BroadcastState.DONE)


def twin_of(row: Broadcast, at: datetime) -> Broadcast | None:
    """Return a message with the same words that left lately or is about to leave, or None.

    A text that is sent on purpose once more has another date in it.
    """
    lately = Q(released_at__gt=at - WINDOW) | Q(released_at=None)
    others = Broadcast.objects.filter(lately, state__in=GOING, lane=row.lane, drill=row.drill)
    said = _said(row)
    others = others.exclude(pk=row.pk).order_by("-made_at")
    return next((one for one in others if _said(one) & said), None)


def _said(row: Broadcast) -> set[str]:
    """Return each language's words, of both wordings, without what only looks different."""
    compared = Comparison.objects.values_list("texts", flat=True).filter(pk=row.pk).first()
    texts = [*row.texts.values(), *(compared or {}).values()]
    return {"".join((one.get("title", "") + one.get("body", "")).split()) for one in texts}
