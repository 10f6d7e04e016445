"""Writing a broadcast's targets and chunks (宛先の展開): one statement for all recipients."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, SmallIntegerField, Value, When
from django.db.models.expressions import Window
from django.db.models.functions import RowNumber

from tsunagaru.engines.messages.gateways.resting import without_weary
from tsunagaru.engines.messages.models import (
    Broadcast,
    Chunk,
    Contact,
    Interest,
    Outcome,
    Target,
)
from tsunagaru.engines.messages.models.broadcasts import Lane, Stage
from tsunagaru.engines.messages.rules import audience as audiences
from tsunagaru.engines.messages.rules.pacing import held_until
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.offers import segment

# How many leave together: LINE's own most; fewer where a chunk torn by a kill is sent twice.
SIZES = {"line": 500, "email": 100, "webpush": 50, "sms": 50}
PLAN = "INSERT INTO messaging_target (broadcast, contact, subscriber, kind, language, hold, seq) "
GROUPS = """
SELECT kind, language, hold, MIN(seq), MAX(seq) FROM messaging_target WHERE broadcast = %s
GROUP BY kind, language, hold ORDER BY MIN(seq)
"""


def addressed(audience: audiences.Audience) -> QuerySet[Contact]:
    """Return the addresses a rule chooses (対象の連絡先)."""
    if audience.follows:
        return _told_by(audience.follows)
    if audience.silent:
        return _silent_of(audience.silent)
    rows = Contact.objects.filter(state="active", rank__gt=0, rank__lte=audience.ways)
    if audience.only:
        return rows.filter(subscriber_id__in=[UUID(one) for one in audience.only])
    if audience.topics:
        wanted = Interest.objects.filter(subscriber=OuterRef("subscriber"))
        rows = rows.filter(Exists(wanted.filter(topic__in=audience.topics)))
    if audience.districts:
        rows = rows.filter(subscriber__district__in=audience.districts)
    for name, values in audience.facts:
        rows = rows.filter(subscriber__resident_id__in=segment(name).residents(values))
    return rows


def _told_by(broadcasts: tuple[int, ...]) -> QuerySet[Contact]:
    """Return the addresses that broadcasts were written to, whatever their owners wish today.

    An address whose message was stopped before it left was told nothing. One given up since stays
    among them: whether it may still be written to is decided, and recorded, when it is sent.
    """
    here = {"broadcast": OuterRef("broadcast"), "seq": OuterRef("seq")}
    stopped = Outcome.objects.filter(**here, stage=Stage.HANDED_OFF, result="stopped")
    told = Target.objects.filter(~Exists(stopped), broadcast__in=broadcasts)
    return Contact.objects.filter(pk__in=told.values("contact"))


def _silent_of(broadcasts: tuple[int, ...]) -> QuerySet[Contact]:
    """Return every working address of those who were written to and have said nothing."""
    here = {"broadcast": OuterRef("broadcast"), "seq": OuterRef("seq")}
    said = Exists(Outcome.objects.filter(**here, stage=Stage.CONFIRMED))
    asked = Target.objects.filter(broadcast__in=broadcasts)
    rows = Contact.objects.filter(state="active", rank__gt=0)
    rows = rows.filter(subscriber__in=asked.values("subscriber"))
    return rows.exclude(subscriber__in=asked.filter(said).values("subscriber"))


def fan_out(row: Broadcast, at: datetime) -> int:
    """Write the targets of a broadcast and the chunks they leave in (展開する).

    Returns:
        How many targets there are.
    """
    hour = local(at).hour if row.lane == Lane.NEWS else None
    rows = _in_order(recipients_of(row, at), row.pk, hour)
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(PLAN + statement, values)
        cursor.execute(GROUPS, [row.pk])
        groups = cursor.fetchall()
    Chunk.objects.bulk_create(_chunks(row, groups, at), batch_size=500)
    return int(groups[-1][4]) if groups else 0


def recipients_of(row: Broadcast, at: datetime) -> QuerySet[Contact]:
    """Return the addresses a broadcast goes to if it leaves now (送信先).

    A correction reaches all who were told what it corrects, however much they got today.
    """
    audience = audiences.read(row.audience)
    rows = addressed(audience)
    return rows if audience.follows else without_weary(rows, row.lane, at)


def _in_order(rows: QuerySet[Contact], broadcast: int, hour: int | None) -> QuerySet[Contact]:
    """Return the columns of a target; those who leave together stand together."""
    hold = Value(-1, SmallIntegerField()) if hour is None else hold_of(hour)
    numbered = rows.annotate(
        hold=hold, of=Value(broadcast), language=F("subscriber__language")
    ).annotate(
        seq=Window(RowNumber(), order_by=[F("kind"), F("language"), F("hold")])
    )  # fmt: skip
    columns = ("of", "id", "subscriber_id", "kind", "language", "hold", "seq")
    return numbered.order_by().values_list(*columns)


def hold_of(hour: int) -> Case:
    """Return ``pacing.hold_hour`` as SQL, for everybody at once."""
    start, end = F("subscriber__quiet_from"), F("subscriber__quiet_until")
    by_day = Q(subscriber__quiet_from__lt=end, subscriber__quiet_from__lte=hour) & Q(
        subscriber__quiet_until__gt=hour
    )
    by_night = Q(subscriber__quiet_until__lt=start) & (
        Q(subscriber__quiet_from__lte=hour) | Q(subscriber__quiet_until__gt=hour)
    )
    field = SmallIntegerField()
    return Case(When(by_day | by_night, then=end), default=Value(-1), output_field=field)


def _chunks(
    row: Broadcast, groups: list[tuple[str, str, int, int, int]], at: datetime
) -> Iterator[Chunk]:
    for kind, language, hold, first, last in groups:
        for low, high in chunk_spans(kind, first, last):
            yield Chunk(
                broadcast=row.pk,
                lane=row.lane,
                kind=kind,
                language=language,
                low=low,
                high=high,
                due_at=held_until(hold, local(at)) if hold >= 0 else at,
            )


def chunk_spans(kind: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers that leave together (まとまりの範囲): the first and the last of each."""
    for low in range(first, last + 1, SIZES[kind]):
        yield low, min(last, low + SIZES[kind] - 1)
