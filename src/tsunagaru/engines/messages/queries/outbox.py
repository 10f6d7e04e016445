"""Reads of the outbox (送信台帳の参照)."""

from datetime import datetime, timedelta

from django.db.models import Q

from tsunagaru.engines.messages.models import Broadcast, Chunk
from tsunagaru.engines.messages.models.broadcasts import BroadcastState

SOON = timedelta(seconds=2)


def is_idle() -> bool:
    """Tell whether nothing at all is left to send (送るものがない)."""
    busy = Chunk.objects.filter(state__in=(Chunk.State.WAITING, Chunk.State.LEASED)).exists()
    return not busy and not Broadcast.objects.filter(state=BroadcastState.SENDING).exists()


def has_due(at: datetime) -> bool:
    """Tell whether something waits to be sent now, or hangs in a lease (送る時が来たもの)."""
    waiting = Q(state=Chunk.State.WAITING, due_at__lte=at + SOON) | Q(state=Chunk.State.LEASED)
    scheduled = Broadcast.objects.filter(state=BroadcastState.APPROVED, send_at__lte=at)
    return Chunk.objects.filter(waiting).exists() or scheduled.exists()
