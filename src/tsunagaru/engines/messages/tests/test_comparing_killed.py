"""A worker killed between two wordings loses nobody and sends nobody both (停止)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from tsunagaru.engines.messages.models import Comparison
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.services.choosing import choose, choose_due
from tsunagaru.engines.messages.tests.two_wordings import (
    THEN,
    Provider,
    a_town,
    carry,
    compared,
    opened,
    report,
    state_of,
    take,
)

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """The worker was killed here (停止)."""


STEPS = (
    "released",
    "taken",
    "sent",
    "reported",
    "chosen, not committed",
    "chosen",
    "rest taken",
    "rest sent",
)


@pytest.mark.parametrize("killed", STEPS)
@pytest.mark.parametrize("chosen", [1, 2])
def test_a_worker_killed_at_any_step_loses_nobody_and_sends_nobody_both(killed, chosen):
    a_town(30)
    row, provider = compared(20), Provider()
    opened(row, *((9, 0) if chosen == 1 else (0, 9)))
    for step in work_of_a_worker(provider):
        if step == killed:
            break
    later = THEN + timedelta(minutes=2)
    carry(provider, later)  # another worker finds what was torn
    choose_due(at=later)
    carry(provider, later)
    choose_due(at=later)
    assert take(later + timedelta(minutes=2)) == []
    assert sum(provider.titles().values()) == 30
    assert state_of(row) == BroadcastState.DONE
    assert Comparison.objects.get().chosen == chosen


def work_of_a_worker(provider: Provider) -> Iterator[str]:
    """Do a worker's work, and tell after each step what was done; a kill undoes a transaction."""
    yield "released"
    works = take()
    yield "taken"
    provider.takes(works)
    yield "sent"
    report(works)
    yield "reported"
    with suppress(Killed), transaction.atomic():
        choose_due(at=THEN)
        raise Killed
    yield "chosen, not committed"
    choose_due(at=THEN)
    yield "chosen"
    works = take(THEN)
    yield "rest taken"
    provider.takes(works)
    yield "rest sent"


def test_a_chunk_of_the_rest_that_is_sent_again_says_the_same_with_the_same_key():
    a_town(20)
    row = compared(10)
    carry(Provider())
    choose(row.pk, 2, by=row.made_by, at=THEN)
    first = [work for work in take(THEN) if work.chunk.kind == "line"]
    again = [work for work in take(THEN + timedelta(minutes=2)) if work.chunk.kind == "line"]
    assert [(w.parcel.key, w.parcel.title) for w in first] == [
        (w.parcel.key, w.parcel.title) for w in again
    ]
