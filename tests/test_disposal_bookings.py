"""Who booked does not outlive the years the town keeps it (終わった予約の廃棄)."""

from datetime import datetime
from random import Random

import pytest

from tests.test_disposal_reach import AFTER_ONE_YEAR, FAMILY, OLD, WORD, approve, where
from tsunagaru.engines.bookings import services
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.offers.past import visit_long_ago
from tsunagaru.engines.bookings.queries import retention
from tsunagaru.engines.bookings.services.changing import By
from tsunagaru.engines.bookings.services.disposing import dispose_paper
from tsunagaru.engines.bookings.testing import a_booking, a_person, a_resource
from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_setup, paid_in_cash
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_head, actor_of
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.testing import a_rule

pytestmark = pytest.mark.django_db
BOOKS = {"payments_invoice.payer"}  # the payer stays with the books, under their own rule


@pytest.fixture(name="head")
def head_with_rule(db):
    a_rule("bookings", years=1, procedures="@bookings")
    a_setup(at=OLD)
    return actor_of(a_head(section="jumin"))


def booked(**changes):
    """Let somebody book (予約)."""
    a_resource(section="jumin", at=OLD, **changes)
    person = a_person(name=FAMILY, email="nue@example.jp")
    return a_booking(at=OLD, person=person, note=WORD)


def test_the_person_goes_and_the_booking_stays(head):
    booked(fee="")
    assert where(FAMILY, WORD)
    approve(head, AFTER_ONE_YEAR)
    assert where(FAMILY, WORD) == set()
    assert Booking.objects.count() == 1
    assert groups(head, AFTER_ONE_YEAR) == []


def test_what_was_paid_stays_in_the_books(head):
    booked()
    paid_in_cash(Invoice.objects.get(), at=OLD)
    deliver_all(at=OLD)
    approve(head, AFTER_ONE_YEAR)
    assert where(FAMILY, WORD) <= BOOKS
    assert books.complaints() == []


def test_one_that_is_not_paid_is_never_due(head):
    row = booked()
    assert Invoice.objects.count() == 1
    assert groups(head, AFTER_ONE_YEAR) == []
    with pytest.raises(CannotDisposePaper):
        dispose_paper(row.pk, AFTER_ONE_YEAR)


def test_one_that_was_cancelled_for_nothing_is_due(head):
    row = booked()
    services.cancel(row.pk, by=By.TOWN, at=OLD)
    approve(head, AFTER_ONE_YEAR)
    assert where(FAMILY, WORD) <= BOOKS


def test_it_is_found_by_its_number_for_a_hold_until_it_is_empty(head):
    row = booked(fee="")
    number = f"予約-{row.number}"
    paper = retention.find(number)
    assert paper
    assert (paper.id, paper.section) == (row.pk, "jumin")
    assert retention.find(row.number) is None  # a number alone may be another paper's
    dispose_paper(row.pk, AFTER_ONE_YEAR)
    assert retention.find(number) is None
    with pytest.raises(CannotDisposePaper):
        dispose_paper(row.pk, AFTER_ONE_YEAR)


def test_without_a_rule_of_its_own_nothing_goes(db):
    a_rule(years=1)
    booked(fee="")
    assert groups(actor_of(a_head(section="jumin")), AFTER_ONE_YEAR) == []


def test_a_demo_has_visits_of_long_ago_that_are_due(db):
    a_rule("bookings", years=1, procedures="@bookings")
    a_setup(at=OLD)
    a_resource(kind="visit", fee="", section="jumin", at=OLD)
    a_resource(code="court", section="jumin", at=OLD)  # costs something
    world = World(rng=Random(1), residents=100, days=365)  # noqa: S311 - a simulated town
    visit_long_ago(world, datetime(2025, 11, 29, tzinfo=JST))
    (due,) = groups(actor_of(a_head(section="jumin")), datetime(2026, 11, 29, 9, tzinfo=JST))
    assert due.total == Booking.objects.count() == 3
    assert not Invoice.objects.exists()


def test_a_demo_that_reaches_back_so_far_needs_none(db):
    a_resource(kind="visit", fee="", at=OLD)
    world = World(rng=Random(1), residents=100, days=3 * 365)  # noqa: S311 - a simulated town
    visit_long_ago(world, datetime(2023, 11, 29, tzinfo=JST))
    assert not Booking.objects.exists()
