"""What became of a draw and of waiting is said: in the letter and on the page of the booking."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking, Round
from tsunagaru.engines.bookings.queries.bookings import token_of
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.making import Wish, make
from tsunagaru.engines.bookings.testing import MONDAY, a_person, a_resource
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import the_town_texts
from tsunagaru.engines.payments.testing import a_setup
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
APPLYING = datetime(2027, 1, 5, 10, tzinfo=JST)
AFTER = datetime(2027, 1, 11, 9, tzinfo=JST)
WANTED = datetime(2027, 3, 6, 10, tzinfo=JST)


@pytest.fixture(autouse=True)
def drawn(db):
    """Draw between two people for one room."""
    a_setup(at=MONDAY)
    the_town_texts(MONDAY)
    a_resource(
        code="drawn",
        lottery={"months_before": 2, "from_day": 1, "until_day": 10},
        horizon_days=92,
    )
    services.open_rounds(at=APPLYING)
    for number in (1, 2):
        who = a_person(number, resident=a_resident().id)
        make(Wish("drawn", WANTED), who, press=uuid4(), at=APPLYING)
    services.draw(Round.objects.get().pk, at=AFTER)
    deliver_all(at=AFTER)


def page(client, row):
    return client.get(f"/bookings/b/{token_of(row.pk)}/").content.decode()


def letter(row):
    (found,) = Notice.objects.filter(about=row.pk)
    return f"{found.title}\n{found.body}"


def test_who_won_reads_so_in_the_letter_and_on_the_page(client):
    row = Booking.objects.get(state="confirmed")
    assert "抽選の結果（当選しました）" in letter(row)
    assert "に当選しました。予約は済んでいます。" in letter(row)
    assert "抽選に当選しました。" in page(client, row)


def test_who_lost_reads_so_in_the_letter_and_on_the_page(client):
    row = Booking.objects.get(state="waiting")
    assert "落選" in letter(row)
    assert "抽選は落選でした。空き待ちに登録しています。" in page(client, row)


def test_who_takes_over_what_became_free_did_not_win_it(client):
    winner, other = Booking.objects.get(state="confirmed"), Booking.objects.get(state="waiting")
    services.cancel(winner.pk, by=By.CLERK, at=AFTER)
    services.accept(other.pk, at=AFTER)
    deliver_all(at=AFTER)
    assert Notice.objects.filter(about=other.pk, template="booking_made").exists()
    other.refresh_from_db()
    assert "抽選に当選しました。" not in page(client, other)


def test_whose_offer_ran_out_reads_why_and_what_to_do(client):
    winner, other = Booking.objects.get(state="confirmed"), Booking.objects.get(state="waiting")
    services.cancel(winner.pk, by=By.CLERK, at=AFTER)
    services.lapse(at=AFTER + timedelta(days=10))
    other.refresh_from_db()
    assert other.state == "lapsed"
    assert "受ける期限を過ぎたため、空き待ちは終わりました。" in page(client, other)


def test_who_applied_reads_until_when_others_may_and_that_the_result_is_told(client):
    who = a_person(3, resident=a_resident().id)
    april = WANTED.replace(month=4, day=3)
    february = APPLYING + timedelta(days=31)
    services.open_rounds(at=february)
    row = make(Wish("drawn", april), who, press=uuid4(), at=february)
    said = page(client, Booking.objects.get(pk=row))
    assert "申込みの受付は2027年2月10日（水）までです。" in said
    assert "結果はお知らせします。" in said
    for other in Booking.objects.exclude(pk=row):
        assert "申込みの受付は" not in page(client, other)
