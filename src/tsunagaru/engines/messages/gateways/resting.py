"""How often newsletters may come to one person in a day (お知らせの回数の上限)."""

from datetime import datetime

from django.db.models import Count, QuerySet

from tsunagaru.engines.messages.models import Broadcast, Contact, Setup, Target
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.kernel.clock import local


def without_weary(rows: QuerySet[Contact], lane: int, at: datetime) -> QuerySet[Contact]:
    """Leave out who got the day's newsletters already; other lanes are never narrowed.

    Until so many newsletters have left today that anybody can have got them, nothing is asked.
    """
    most = Setup.objects.filter(pk=1).values_list("content__news_a_day", flat=True).first() or 0
    if lane != Lane.NEWS or not most:
        return rows
    morning = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Broadcast.objects.filter(lane=Lane.NEWS, released_at__gte=morning, released_at__lte=at)
    sent = list(today.filter(drill=False).values_list("pk", flat=True))
    if len(sent) < most:
        return rows
    got = Target.objects.filter(broadcast__in=sent).values("subscriber")
    weary = got.annotate(many=Count("broadcast", distinct=True)).filter(many__gte=most)
    return rows.exclude(subscriber_id__in=weary.values("subscriber"))
