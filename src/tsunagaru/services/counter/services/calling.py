"""Calling and serving (呼び出しと対応)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.counter.events import (
    CounterCalled,
    CounterRecalled,
    CounterServed,
    TurnClosed,
    TurnLeft,
    TurnMissed,
    TurnTransferred,
)
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.queries import group, wait_of, waiting
from tsunagaru.services.counter.rules import OPEN, Act, State, move, passed_over, pick
from tsunagaru.services.counter.services.issuing import lock


class StillServing(Exception):
    """Somebody is still being served at this counter (対応中の方がいます)."""


class NoSuchWindow(Exception):
    """The group has no such counter (窓口がありません)."""


@transaction.atomic
def call_next(code: str, window: str, *, at: datetime) -> UUID | None:
    """Call whose turn it is to a counter (次の方を呼ぶ).

    Returns:
        The turn, or None when nobody waits.

    Raises:
        NoSuchWindow: the group has no such counter.
        StillServing: the one before has not been finished.

    Publishes:
        CounterCalled
    """
    if window not in {one.code for one in group(code).windows}:
        raise NoSuchWindow
    day = day_of(at)
    lock(code, day)
    if rows.first(Turn, queue=code, window=window, day=day, state=State.CALLED):
        raise StillServing
    queue = waiting(code, day)
    picked = pick(queue, at)
    if picked is None:
        return None
    Turn.objects.filter(pk__in=passed_over(queue, picked, at)).update(passed=F("passed") + 1)
    row = rows.get(Turn, lock=True, pk=picked.id)
    _call(row, window, at)
    return row.pk


def _call(row: Turn, window: str, at: datetime) -> None:
    row.state = move(State(row.state), Act.CALL)
    first = row.called_at is None
    row.window, row.recalled_at = window, at
    row.called_at = row.called_at or at
    rows.change(row, "state", "window", "called_at", "recalled_at")
    if first:
        reserved = _reserved(row)
        called = CounterCalled(
            at=at, subject=row.pk, group=row.queue_id, reserved=reserved, wait_s=wait_of(row)
        )
        publish(called)
    else:
        publish(CounterRecalled(at=at, subject=row.pk, group=row.queue_id))


def _take(id_: UUID, act: Act) -> tuple[Turn, State]:
    row = rows.get(Turn, lock=True, pk=id_)
    was = State(row.state)
    row.state = move(was, act)
    return row, was


def _reserved(row: Turn) -> str:
    return "yes" if row.booking else "no"


@transaction.atomic
def call_again(id_: UUID, window: str, *, at: datetime) -> None:
    """Call somebody again, also one who was absent (もう一度呼ぶ).

    Raises:
        CannotMove: the turn is not one that has been called.

    Publishes:
        CounterRecalled
    """
    row = rows.get(Turn, lock=True, pk=id_)
    _call(row, window, at)


@transaction.atomic
def miss(id_: UUID, *, at: datetime) -> None:
    """Note that nobody came; the number can be called again (応答なし).

    Raises:
        CannotMove: the number is not being called.

    Publishes:
        TurnMissed
    """
    row, _ = _take(id_, Act.MISS)
    row.save(update_fields=["state"])
    publish(TurnMissed(at=at, subject=row.pk, group=row.queue_id))


@transaction.atomic
def transfer(id_: UUID, to: str, *, at: datetime) -> None:
    """Send somebody on to another queue; the time waited so far counts there (ほかの窓口へ).

    Raises:
        CannotFind: there is no such counter.
        CannotMove: the number is not being called.

    Publishes:
        TurnTransferred
    """
    target = group(to)
    row, _ = _take(id_, Act.TRANSFER)
    before, row.queue_id, row.window = row.queue_id, target.code, ""
    row.save(update_fields=["state", "queue", "window"])
    publish(TurnTransferred(at=at, subject=row.pk, group=before, to_group=target.code))


@transaction.atomic
def finish(id_: UUID, *, at: datetime, prefilled: bool = False) -> None:
    """End a service (対応を終える).

    Args:
        prefilled: whether the person had nothing to write.

    Raises:
        CannotMove: nobody is being served under this number.

    Publishes:
        CounterServed
    """
    row, _ = _take(id_, Act.FINISH)
    row.ended_at, row.prefilled = at, prefilled
    row.save(update_fields=["state", "ended_at", "prefilled"])
    publish(
        CounterServed(
            at=at,
            subject=row.pk,
            channel="counter",
            group=row.queue_id,
            prefilled="yes" if prefilled else "no",
            reserved=_reserved(row),
            service_s=max(0, int((at - (row.recalled_at or at)).total_seconds())),
        )
    )


@transaction.atomic
def leave(id_: UUID, *, at: datetime) -> None:
    """Give a number back (取りやめる).

    Raises:
        CannotMove: it is being called, or over.

    Publishes:
        TurnLeft
    """
    row, _ = _take(id_, Act.LEAVE)
    row.ended_at = at
    row.save(update_fields=["state", "ended_at"])
    publish(TurnLeft(at=at, subject=row.pk, group=row.queue_id))


def close_day(day: date, *, at: datetime) -> int:
    """Close the numbers that are still open from a day or before (日締め).

    Returns:
        How many.

    Publishes:
        TurnClosed
    """
    late = Turn.objects.filter(day__lte=day, state__in=OPEN).values_list("pk", flat=True)
    return sum(_close(id_, at) for id_ in list(late))


@transaction.atomic
def _close(id_: UUID, at: datetime) -> bool:
    row = rows.get(Turn, lock=True, pk=id_)
    was = State(row.state)
    if was not in OPEN:
        return False
    row.state, row.ended_at = move(was, Act.CLOSE), at
    row.save(update_fields=["state", "ended_at"])
    publish(TurnClosed(at=at, subject=row.pk, group=row.queue_id, was=was.value))
    return True
