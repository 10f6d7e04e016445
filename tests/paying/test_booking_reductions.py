"""A reduction is checked before anybody is asked, also after the use or a cancellation (減免)."""

import pytest

from tests.paying.test_booking_fees import (
    CLERK,
    DAY,
    HALF,
    HOUR,
    TEN,
    stands,
    the_books_balance,  # noqa: F401 - a fixture
)
from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.minding import NothingToJudge
from tsunagaru.engines.bookings.testing import MONDAY, a_booking, a_resource

pytestmark = pytest.mark.django_db
YOUTH = {"code": "youth", "name": {"ja": "青少年"}, "percent": 50}
TOWN_EVENT = {"code": "public", "name": {"ja": "共催"}, "percent": 100}


def test_a_reduction_is_asked_for_first_and_the_fee_after_the_clerk_has_seen_it():
    a_resource(reductions=[YOUTH, TOWN_EVENT])
    row, free = a_booking(reduction="youth"), a_booking(TEN + HOUR, reduction="public")
    dear = a_booking(TEN + 2 * HOUR, reduction="youth")
    assert stands(row) == ("checking", 0, 0)
    services.judge_reduction(row.pk, granted=True, at=MONDAY, staff=CLERK)
    services.judge_reduction(free.pk, granted=True, at=MONDAY)
    services.judge_reduction(dear.pk, granted=False, why="対象外です。", at=MONDAY)
    assert stands(row) == ("waiting", 0, 150)
    assert stands(free) == ("", 0, 0)
    assert stands(dear) == ("waiting", 0, 300)


def test_a_reduction_can_still_be_judged_after_the_use_and_then_asks():
    a_resource(reductions=[YOUTH])
    row = a_booking(reduction="youth")
    services.finish_day(TEN.date(), at=(TEN + DAY).replace(hour=0))
    assert stands(row) == ("checking", 0, 0)
    services.judge_reduction(row.pk, granted=True, at=TEN + 2 * DAY)
    assert stands(row) == ("waiting", 0, 150)


def test_what_is_kept_of_an_unchecked_reduction_waits_for_the_clerk_too():
    a_resource(cancel=HALF, reductions=[YOUTH])
    row = a_booking(slots=2, reduction="youth")
    services.cancel(row.pk, by=By.PERSON, at=TEN - HOUR)
    assert stands(row) == ("checking", 0, 0)
    services.judge_reduction(row.pk, granted=True, at=TEN + DAY)
    assert stands(row) == ("waiting", 0, 150)
    with pytest.raises(NothingToJudge):
        services.judge_reduction(row.pk, granted=False, why="対象外です。", at=TEN + DAY)
