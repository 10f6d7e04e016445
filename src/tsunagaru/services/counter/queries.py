"""Reads of the counter (窓口の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet

from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.kernel.remembering import remembered
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.models import Group, Turn
from tsunagaru.services.counter.rules import State, Waiting, estimate

LINK = "counter.turn"
SEEN = 20
SHOWN = 8


class CannotFind(Exception):
    """There is no such counter (窓口がありません)."""


@dataclass(frozen=True)
class Standing:
    """How a queue stands (窓口の混み具合)."""

    group: GroupDefinition
    open: bool
    waiting: int
    low: int
    high: int


@remembered
def group(code: str) -> GroupDefinition:
    """Return a group of counters.

    Raises:
        CannotFind: there is none.
    """
    row = Group.objects.filter(code=code, retired=False).first()
    if row is None:
        raise CannotFind(code)
    return GroupDefinition.model_validate(row.content)


@remembered
def groups() -> Sequence[GroupDefinition]:
    """Return all groups of counters, by their letters."""
    rows = Group.objects.filter(retired=False)
    known = [GroupDefinition.model_validate(row.content) for row in rows]
    return sorted(known, key=lambda one: one.letter)


def groups_of(actor: Actor) -> Sequence[GroupDefinition]:
    """Return the groups of the sections in which an actor works."""
    return [one for one in groups() if actor.is_staff and actor.works_in(one.section)]


def is_open(one: GroupDefinition, at: datetime) -> bool:
    """Return whether numbers are given now: an open day, within the hours (受付時間か)."""
    opens, closes = time.fromisoformat(one.opens), time.fromisoformat(one.closes)
    return calendar().is_open(day_of(at)) and opens <= local(at).time() < closes


def in_queue(code: str, day: date) -> QuerySet[Turn]:
    """Return those who wait in a queue on a day."""
    return Turn.objects.filter(queue=code, day=day, state=State.WAITING)


def waiting(code: str, day: date) -> list[Waiting]:
    """Return those who wait, as the rule of the order takes them."""
    fields = ("id", "taken_at", "due_at", "passed")
    return [Waiting(*row) for row in in_queue(code, day).values_list(*fields)]


def standing(one: GroupDefinition, at: datetime, *, before: Turn | None = None) -> Standing:
    """Return how a queue stands, for everybody or for the one who holds a number."""
    day = day_of(at)
    rows = in_queue(one.code, day)
    if before is not None:
        rows = rows.filter(taken_at__lt=before.taken_at)
    ahead = rows.count()
    low, high = estimate(ahead, len(one.windows), service_times(one.code, day), one.usual_min)
    return Standing(one, is_open(one, at), ahead, low, high)


def service_times(code: str, day: date) -> list[int]:
    """Return the seconds of the latest services of a day (最近の対応時間)."""
    rows = Turn.objects.filter(queue=code, day=day, state=State.SERVED).order_by("-ended_at")
    times = rows.values_list("called_at", "ended_at")[:SEEN]
    return [int((end - start).total_seconds()) for start, end in times if start and end]


def calls(day: date, code: str = "") -> list[Turn]:
    """Return who is called now, the latest call first (呼出し中)."""
    rows = Turn.objects.filter(day=day, state=State.CALLED).select_related("queue")
    if code:
        rows = rows.filter(queue=code)
    return list(rows.order_by("-recalled_at")[:SHOWN])


def at_window(code: str, window: str, day: date) -> Turn | None:
    """Return who is being served at a counter."""
    rows = Turn.objects.filter(queue=code, window=window, day=day, state=State.CALLED)
    return rows.order_by("-recalled_at").first()


@dataclass(frozen=True)
class Figures:
    """A queue's day in numbers (本日の状況)."""

    served: int
    reserved: int
    wait_min: int | None


def figures(code: str, day: date) -> Figures:
    """Return how many were served, how many had booked, and the median wait in minutes."""
    rows = list(Turn.objects.filter(queue=code, day=day).exclude(called_at=None))
    served = [row for row in rows if row.state == State.SERVED]
    waits = [wait_of(row) for row in rows]
    return Figures(
        served=len(served),
        reserved=sum(row.booking is not None for row in served),
        wait_min=round(median(waits) / 60) if waits else None,
    )


def wait_of(row: Turn) -> int:
    """Return the seconds somebody waited until the first call."""
    since = Waiting(row.pk, row.taken_at, row.due_at).since
    return max(0, int(((row.called_at or since) - since).total_seconds()))


def token_of(id_: UUID) -> str:
    """Return what stands in the private address of a number's page."""
    return signing.Signer(salt=LINK).sign(id_.hex).replace(":", ".")


def by_token(token: str) -> Turn | None:
    """Return the number of a private address, if there is one."""
    try:
        id_ = UUID(signing.Signer(salt=LINK).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None
    return Turn.objects.filter(pk=id_).select_related("group", "queue").first()
