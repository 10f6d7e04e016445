"""Numbers without gap, calls in order, and what the indicators read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tsunagaru.engines.bookings.testing import a_booking, a_person, a_resource
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter import services
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.queries import figures
from tsunagaru.services.counter.services.calling import StillServing
from tsunagaru.services.counter.services.issuing import IsClosed, NoSuchVisit, issue
from tsunagaru.services.counter.testing import MONDAY, a_group, a_turn

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def state_of(row):
    return Turn.objects.get(pk=row.pk).state


def test_numbers_follow_each_other_and_begin_anew_each_day():
    a_group()
    assert [a_turn().label for _ in range(3)] == ["A1", "A2", "A3"]
    assert a_turn(MONDAY + DAY).label == "A1"


def test_the_same_press_gets_the_same_number():
    a_group()
    press = uuid4()
    first = issue("jumin", channel=Channel.ONLINE, press=press, at=MONDAY)
    assert issue("jumin", channel=Channel.ONLINE, press=press, at=MONDAY) == first
    assert a_turn().label == "A2"


@pytest.mark.parametrize("at", [MONDAY.replace(hour=8), MONDAY - DAY, MONDAY.replace(hour=18)])
def test_a_closed_counter_gives_no_number(at):
    a_group()
    with pytest.raises(IsClosed):
        a_turn(at)


def test_a_call_is_told_with_the_wait_and_a_service_with_its_length():
    a_group()
    row = a_turn()
    assert services.call_next("jumin", "w1", at=MONDAY + 12 * MINUTE) == row.pk
    services.call_again(row.pk, "w1", at=MONDAY + 13 * MINUTE)
    services.finish(row.pk, at=MONDAY + 20 * MINUTE, prefilled=True)
    (called,) = published("counter.called")
    (served,) = published("counter.served")
    assert (called["wait_s"], called["reserved"]) == (720, "no")
    assert (served["prefilled"], served["reserved"], served["service_s"]) == ("yes", "no", 420)
    assert figures("jumin", MONDAY.date()).wait_min == 12


def test_a_counter_serves_one_after_another():
    a_group()
    a_turn(), a_turn()
    services.call_next("jumin", "w1", at=MONDAY)
    with pytest.raises(StillServing):
        services.call_next("jumin", "w1", at=MONDAY)
    assert services.call_next("jumin", "w2", at=MONDAY) is not None


def test_who_booked_is_marked_as_come_and_called_first_at_the_time():
    a_group(resources=["hall"])
    a_resource(kind="visit", max_slots=1)
    visit = a_booking(MONDAY.replace(hour=10), person=a_person(), at=MONDAY - DAY)
    a_turn(MONDAY.replace(hour=9, minute=40))
    reserved = a_turn(MONDAY.replace(hour=9, minute=50), number=visit.number)
    visit.refresh_from_db()
    assert visit.state == "arrived"
    assert services.call_next("jumin", "w1", at=MONDAY.replace(hour=10)) == reserved.pk
    assert a_turn(MONDAY.replace(hour=10), number=visit.number) == reserved
    with pytest.raises(NoSuchVisit):
        a_turn(number="999999")


def test_who_did_not_answer_can_be_called_again_and_who_is_sent_on_keeps_the_time():
    a_group()
    a_group("tax", "C")
    row = a_turn()
    services.call_next("jumin", "w1", at=MONDAY)
    services.miss(row.pk, at=MONDAY)
    services.call_again(row.pk, "w1", at=MONDAY + MINUTE)
    services.transfer(row.pk, "tax", at=MONDAY + 2 * MINUTE)
    assert services.call_next("tax", "w1", at=MONDAY + 3 * MINUTE) == row.pk
    assert Turn.objects.get().label == "A1"


def test_the_end_of_the_day_closes_what_is_open():
    a_group()
    row = a_turn()
    assert services.close_day(MONDAY.date(), at=MONDAY + DAY) == 1
    assert services.close_day(MONDAY.date(), at=MONDAY + DAY) == 0
    assert state_of(row) == "closed"


def test_the_display_and_the_kiosk_open_for_everybody(client):
    group = a_group()
    for name in ("counters", "kiosk"):
        assert group.name.ja in client.get(reverse(f"counter:{name}")).content.decode()
    row = a_turn()
    services.call_next("jumin", "w1", at=MONDAY)
    Turn.objects.update(day=day_of(clock.now()))
    assert row.label in client.get(reverse("counter:display")).content.decode()
