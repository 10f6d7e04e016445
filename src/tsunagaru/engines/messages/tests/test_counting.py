"""Counting what became of a message takes as long as the message is large, whatever came before."""

from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.models import Outcome, Target
from tsunagaru.engines.messages.rules.spans import joined
from tsunagaru.engines.messages.services.closing import COUNTS, counted
from tsunagaru.engines.messages.tests.outbox import NOW

SIZE = 1_000
SPANS = st.tuples(st.integers(1, 60), st.integers(0, 9)).map(lambda one: (one[0], sum(one)))


def a_message_of_many(broadcast: int) -> None:
    numbers = range(1, SIZE + 1)
    who = uuid4()
    Target.objects.bulk_create(
        Target(broadcast=broadcast, seq=n, contact=who, subscriber=who, kind="line", language="ja")
        for n in numbers
    )
    Outcome.objects.bulk_create(
        Outcome(broadcast=broadcast, seq=n, stage=1, result="accepted", at=NOW) for n in numbers
    )


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")
def test_a_message_the_statistics_do_not_know_is_not_compared_row_by_row():
    for broadcast in range(1, 6):
        a_message_of_many(broadcast)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messaging_target, messaging_outcome")
        a_message_of_many(6)
        cursor.execute("EXPLAIN (ANALYZE, FORMAT TEXT) " + COUNTS, [6])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Removed by Join Filter" not in plan, plan
    assert counted(6) == {"line": {"accepted": SIZE}}


@given(st.lists(SPANS))
def test_spans_are_joined_without_a_number_lost_or_doubled(spans):
    found = joined(spans)
    listed = [n for low, high in found for n in range(low, high + 1)]
    assert listed == sorted({n for low, high in spans for n in range(low, high + 1)})
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))
