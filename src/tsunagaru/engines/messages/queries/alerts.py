"""Reads of alerts for those who issue them (警報の配信の参照)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from tsunagaru.engines.messages.gateways.fanning import addressed
from tsunagaru.engines.messages.models import Broadcast, Subscriber, Target
from tsunagaru.engines.messages.queries.reach import in_words
from tsunagaru.engines.messages.queries.ways import KINDS
from tsunagaru.engines.messages.rules.audience import Audience

ENOUGH = 2


@dataclass(frozen=True)
class Sent:
    """How far an alert has come (警報の配信の状況), in words.

    Args:
        number: of the broadcast's page.
        people: to how many it goes.
        counts: to how many addresses, by channel.
    """

    number: int
    people: str
    state: str
    counts: tuple[tuple[str, str], ...]


def sent_as(key: UUID) -> Sent | None:
    """Return how far a broadcast has come, by its key (配信の状況)."""
    row = Broadcast.objects.filter(key=key).first()
    if row is None:
        return None
    targets = Target.objects.filter(broadcast=row.pk)
    people = targets.aggregate(n=Count("subscriber", distinct=True))["n"]
    by_kind = targets.values_list("kind").annotate(n=Count("seq")).order_by("kind")
    counts = tuple((KINDS[kind], in_words(count)) for kind, count in by_kind)
    return Sent(row.pk, in_words(people), row.state_words, counts)


def reach_in_words(topic: str, districts: tuple[str, ...]) -> str:
    """Return how many an alert would reach now, as it may be shown (届く人数)."""
    audience = Audience(topics=(topic,) if topic else (), districts=districts)
    return in_words(addressed(audience).aggregate(n=Count("subscriber", distinct=True))["n"])


def residents_by_ways() -> dict[bool, int]:
    """Return how many known residents are reached by two ways or more, and by fewer (経路の数).

    A letter is a way; loudspeakers are none, since nobody knows who hears them.
    """
    works = Count("contacts", filter=Q(contacts__state="active"))
    rows = Subscriber.objects.exclude(resident_id=None).annotate(works=works)
    enough = rows.filter(Q(works__gte=ENOUGH) | Q(works__gte=1, on_paper=True))
    many = enough.count()
    return {True: many, False: rows.count() - many}
