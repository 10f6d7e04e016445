"""Reads of the outbox (送信台帳の参照)."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tsunagaru.engines.messages.models import Broadcast, Chunk, Comparison
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.models.comparisons import PATIENCE

SOON = timedelta(seconds=2)


def is_idle() -> bool:
    """Tell whether nothing at all is left to send (送るものがない)."""
    busy = Chunk.objects.filter(state__in=(Chunk.State.WAITING, Chunk.State.LEASED)).exists()
    return not busy and not Broadcast.objects.filter(state=BroadcastState.SENDING).exists()


def has_due(at: datetime) -> bool:
    """Tell whether something waits to be sent now, or hangs in a lease (送る時が来たもの)."""
    waiting = Q(state=Chunk.State.WAITING, due_at__lte=at + SOON) | Q(state=Chunk.State.LEASED)
    scheduled = Broadcast.objects.filter(state=BroadcastState.APPROVED, send_at__lte=at)
    return Chunk.objects.filter(waiting).exists() or scheduled.exists() or choices_due(at).exists()


def choices_due(at: datetime) -> QuerySet[Comparison]:
    """Return the messages whose wording for the rest is to be chosen now (文面を選ぶ時)."""
    rule = Q(by_rule=True, judged_at__lte=at)
    staff = Q(by_rule=False, judged_at__lte=at - PATIENCE)
    open_ones = Comparison.objects.filter(rule | staff, chosen=None)
    return open_ones.filter(broadcast__state=BroadcastState.SENDING)
