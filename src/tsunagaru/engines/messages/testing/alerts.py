"""What alerts became of, for the tests of those who issue them (テスト用の警報の配信)."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.messages.models import Broadcast, Chunk, Subscriber, Target
from tsunagaru.engines.messages.services.closing import close_finished
from tsunagaru.engines.messages.services.subscribing import Wishes, change


def broadcasts() -> list[Broadcast]:
    """Return all messages to many, the oldest first (配信)."""
    return list(Broadcast.objects.order_by("pk"))


def readers(row: Broadcast) -> set[UUID]:
    """Return the subscribers to whom a message goes (送信先の受信者)."""
    return set(Target.objects.filter(broadcast=row.pk).values_list("subscriber", flat=True))


def all_left(*, at: datetime) -> None:
    """Let everything that is leaving be handed over (送り終える)."""
    for row in Broadcast.objects.filter(state="sending"):
        Chunk.objects.filter(broadcast=row.pk).update(state="done")
        close_finished([row.pk], at=at)


def move(person: Subscriber, district: str, *, at: datetime) -> None:
    """Let a subscriber tell another district (区を変える)."""
    change(person.pk, Wishes(district=district), way="online", at=at)
