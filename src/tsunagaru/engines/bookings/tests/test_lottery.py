"""A lottery from the promise to the list of those who wait."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Round
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.lotteries import CannotDraw
from tsunagaru.engines.bookings.services.making import AlreadyYours, Wish, make
from tsunagaru.engines.bookings.testing import a_person, a_resource
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
APPLYING = datetime(2027, 1, 5, 10, tzinfo=JST)
AFTER = datetime(2027, 1, 11, 9, tzinfo=JST)
WANTED = datetime(2027, 3, 6, 10, tzinfo=JST)


@pytest.fixture
def drawn(db):
    rule = {"months_before": 2, "from_day": 1, "until_day": 10}
    a_resource(code="drawn", lottery=rule, horizon_days=92, units=2)
    services.open_rounds(at=APPLYING)
    return Round.objects.get()


def apply(number):
    return make(Wish("drawn", WANTED), a_person(number), press=uuid4(), at=APPLYING)


def test_the_promise_is_published_before_anybody_applies(drawn):
    assert drawn.month == date(2027, 3, 1)
    assert drawn.commitment == lottery.commitment(drawn.seed)
    services.open_rounds(at=APPLYING)
    assert Round.objects.count() == 1


def test_who_applies_before_the_hour_has_passed_opens_the_lottery(drawn):
    drawn.delete()
    apply(1)
    opened = Round.objects.get()
    assert opened.commitment == lottery.commitment(opened.seed)
    assert Booking.objects.get().round == opened
    assert len(published("lottery.opened")) == 2


def test_as_many_win_as_there_are_units_and_the_others_wait_in_order(drawn):
    for number in range(5):
        apply(number)
    services.draw(drawn.pk, at=AFTER)
    rows = {row.number: row for row in Booking.objects.all()}
    drawn.refresh_from_db()
    served = [rows[number] for number in lottery.order(drawn.seed, rows)]
    assert [row.state for row in served] == ["confirmed"] * 2 + ["waiting"] * 3
    assert [row.place for row in served] == [1, 2, 3, 4, 5]
    assert published("lottery.settled")[0]["won"] == 2


def test_the_first_of_those_who_lost_gets_the_first_cancellation(drawn):
    for number in range(4):
        apply(number)
    services.draw(drawn.pk, at=AFTER)
    winner, next_one = Booking.objects.get(place=1), Booking.objects.get(place=3)
    services.cancel(winner.pk, by=By.CLERK, at=AFTER)
    assert Booking.objects.get(pk=next_one.pk).state == "offered"


def test_nothing_is_drawn_early_or_twice(drawn):
    with pytest.raises(CannotDraw):
        services.draw(drawn.pk, at=APPLYING)
    services.draw(drawn.pk, at=AFTER)
    with pytest.raises(CannotDraw):
        services.draw(drawn.pk, at=AFTER)


def test_nobody_has_two_chances_for_the_same_time(drawn):
    apply(1)
    with pytest.raises(AlreadyYours):
        apply(1)
    apply(2)
    assert Booking.objects.count() == 2


def test_who_took_an_application_back_is_not_counted_among_those_who_take_part(drawn, client):
    for number in (1, 2, 3):
        apply(number)
    services.cancel(Booking.objects.all()[0].pk, by=By.PERSON, at=APPLYING)
    page = reverse("bookings:round", args=[drawn.pk])
    assert "申込み：2件" in client.get(page).content.decode()
    services.draw(drawn.pk, at=AFTER)
    assert "申込み：2件" in client.get(page).content.decode()
