"""A circular goes out, is read and closed (回覧の一生)."""

from datetime import date, timedelta

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.api import deliver_all
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import (
    a_clerk,
    actor_of,
)
from tsunagaru.kernel.access import Role
from tsunagaru.services.community.models import Circular, Delivery
from tsunagaru.services.community.queries.copies import print_run
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services import paper, writing
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.reading import note_read
from tsunagaru.services.community.testing import (
    NOON,
    a_circular,
    a_digital_home,
    a_draft,
    a_home,
    a_leader,
    a_pair,
    a_town_with_districts,
    a_written,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = date(2026, 6, 15)
AFTER = NOON + 15 * DAY


@pytest.fixture(autouse=True)
def _town():
    a_town_with_districts()


def delivery(row, home):
    return Delivery.objects.get(circular=row, household=home.id)


def read(row, home, at=NOON, **more):
    return note_read(row.pk, home.id, home.members[0], at=at, **more)


def told(template):
    deliver_all(at=NOON)
    return [one.resident_id for one in noticed(template)]


def test_a_household_without_a_phone_is_on_the_paper_list_and_a_reader_is_not():
    grandma, reader = a_home(group="k1-1"), a_digital_home(group="k1-1")
    row = a_circular()
    assert delivery(row, grandma).on_paper
    assert not delivery(row, reader).on_paper
    run = print_run(row)[0]
    assert (run.code, run.groups[0].households, run.copies) == ("k1", 1, 1 + 1 + 2)


def test_readers_are_told_and_who_wants_paper_is_not():
    a_home()
    reader = a_digital_home()
    a_circular()
    assert told("circular_out") == [reader.members[0]]


def test_only_the_named_districts_get_it():
    here, there = a_home("k1"), a_home("k2")
    row = a_circular(districts=("k1",))
    assert delivery(row, here)
    assert not row.deliveries.filter(household=there.id).exists()


def test_a_household_whose_district_nobody_knows_gets_the_towns_circular_on_paper():
    lost = a_home("")
    row = a_circular()
    assert delivery(row, lost).on_paper
    assert "区の分からない世帯" in [one.name for one in print_run(row)]


def test_who_wrote_it_does_not_approve_it():
    head = actor_of(a_clerk(role=Role.HEAD))
    row = a_draft(head)
    writing.ask(row.pk, by=head, at=NOON)
    with pytest.raises(writing.CannotApproveOwn):
        writing.approve(row.pk, by=head, at=NOON)
    assert Circular.objects.get().state == State.ASKED


def test_a_clerk_does_not_approve_and_another_section_does_not_write():
    clerk, _ = a_pair()
    row = a_draft(clerk)
    writing.ask(row.pk, by=clerk, at=NOON)
    with pytest.raises(writing.CannotWrite):
        writing.approve(row.pk, by=actor_of(a_clerk()), at=NOON)
    with pytest.raises(writing.CannotWrite):
        writing.draft(a_written(), by=actor_of(a_clerk(section="zeimu")), at=NOON)


def test_a_circular_given_back_can_be_mended_and_asked_for_again():
    clerk, head = a_pair()
    row = a_draft(clerk)
    writing.ask(row.pk, by=clerk, at=NOON)
    writing.give_back(row.pk, "日付がちがいます", by=head, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.because) == (State.DRAFT, "日付がちがいます")
    writing.change(row.pk, a_written(due_on=date(2026, 6, 20)), by=clerk, at=NOON)
    writing.ask(row.pk, by=clerk, at=NOON)
    writing.approve(row.pk, by=head, at=NOON)


def test_a_deadline_on_a_holiday_moves_to_the_next_open_day():
    row = a_draft(a_pair()[0], due_on=date(2026, 6, 20))  # a Saturday
    assert row.due_on == date(2026, 6, 22)


def test_a_deadline_that_passed_while_it_waited_is_refused():
    clerk, head = a_pair()
    row = a_draft(clerk)
    writing.ask(row.pk, by=clerk, at=NOON)
    with pytest.raises(writing.DeadlinePassed):
        writing.approve(row.pk, by=head, at=AFTER)
    assert Circular.objects.get().state == State.ASKED


def test_the_first_of_a_household_with_two_readers_gives_the_receipt():
    home = a_digital_home(members=2)
    row = a_circular()
    assert read(row, home)
    assert not note_read(row.pk, home.id, home.members[1], at=NOON, confirmed=True)
    one = delivery(row, home)
    assert (one.opened_by, one.confirmed_at, one.way) == (home.members[0], NOON, "online")
    events = published("circular.household_reached")
    assert [(e["reached7"], e["way"]) for e in events] == [("yes", "online")]


def test_paper_that_went_round_after_the_towns_days_is_no_reach_in_time():
    home = a_home(group="k1-1")
    row = a_circular()
    leader = a_leader(home.members[0])
    paper.note_round(row.pk, "k1", "k1-1", by=leader, at=NOON + 8 * DAY)
    events = published("circular.household_reached")
    assert [(e["reached7"], e["way"]) for e in events] == [("no", "paper")]
    assert delivery(row, home).paper_at == NOON + 8 * DAY


def test_the_day_that_ends_closes_what_was_due():
    a_home()
    row = a_circular()
    end_day(DUE - DAY, at=NOON)
    row.refresh_from_db()
    assert row.state == State.OUT
    end_day(DUE, at=AFTER)
    row.refresh_from_db()
    assert (row.state, row.ended_at) == (State.CLOSED, AFTER)
    assert [(e["households"], e["reached"]) for e in published("circular.closed")] == [(1, 0)]
