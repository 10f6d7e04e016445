"""Paper comes back by itself, and follows who moves (紙に戻る・世帯の異動)."""

from datetime import date, timedelta

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.api import deliver_all
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import (
    a_resident,
    actor_of,
    move_away,
    move_within,
)
from tsunagaru.services.community.models import Delivery, Standing
from tsunagaru.services.community.queries.standings import home_of, readings
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.services import households, writing
from tsunagaru.services.community.services.closing import close, end_day
from tsunagaru.services.community.services.reading import note_read
from tsunagaru.services.community.services.releasing import refresh
from tsunagaru.services.community.testing import (
    NOON,
    a_circular,
    a_digital_home,
    a_home,
    a_pair,
    a_town_with_districts,
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


def on_paper(home, at=NOON):
    return readings([home])[home.id].on_paper


def read(row, home, at=NOON, **more):
    return note_read(row.pk, home.id, home.members[0], at=at, **more)


def told(template):
    deliver_all(at=NOON)
    return [one.resident_id for one in noticed(template)]


def test_two_unread_circulars_bring_paper_back_and_the_household_is_told():
    home = a_digital_home()
    first = a_circular()
    close(first.pk, at=AFTER)
    assert not on_paper(home)
    second = a_circular()
    close(second.pk, at=AFTER)
    assert on_paper(home)
    assert Standing.objects.get().resumed_at == AFTER
    assert told("circular_paper_again") == [home.members[0]]
    assert [(e["to"], e["why"]) for e in published("circular.paper_changed")][-1] == (
        "resumed",
        "unread",
    )


def test_what_is_still_out_when_paper_comes_back_goes_onto_the_paper_list():
    home = a_digital_home()
    due, later = a_circular(), a_circular(due_on=date(2026, 6, 30))
    other = a_circular()
    close(due.pk, at=AFTER)
    close(other.pk, at=AFTER)
    one = delivery(later, home)
    assert (one.on_paper, one.late) == (True, True)


def test_who_read_in_time_keeps_reading_without_paper():
    home = a_digital_home()
    for _ in range(3):
        row = a_circular()
        read(row, home)
        close(row.pk, at=AFTER)
    assert not on_paper(home)


def test_after_paper_came_back_the_trial_is_asked_for_again():
    home = a_digital_home()
    for _ in range(2):
        close(a_circular().pk, at=AFTER)
    assert Standing.objects.get().tried_at == AFTER
    households.confirm_trial(home.id, home.members[0], at=AFTER)
    assert not on_paper(home)


def test_who_wants_paper_and_digital_gets_both():
    home = a_digital_home()
    households.choose(home.id, Wish.BOTH, by=actor_of(home.members[0]), at=NOON)
    row = a_circular()
    assert delivery(row, home).on_paper
    assert told("circular_out") == [home.members[0]]


def test_who_moves_in_gets_it_and_who_moves_away_counts_no_more():
    old = a_home()
    row = a_circular()
    new = a_home()
    move_away(*old.members, on=date(2026, 6, 2))
    refresh(row.pk, at=NOON + 3 * DAY)
    assert (delivery(row, new).on_paper, delivery(row, new).late) == (True, True)
    assert delivery(row, old).left_at == NOON + 3 * DAY
    close(row.pk, at=AFTER)
    assert len(published("circular.household_reached")) == 1


def test_the_last_reader_moves_away_in_the_middle_and_paper_comes():
    home = a_digital_home(members=2)
    row = a_circular()
    move_away(home.members[0], on=date(2026, 6, 2))
    refresh(row.pk, at=NOON + 3 * DAY)
    one = delivery(row, home)
    assert (one.on_paper, one.late) == (True, True)
    assert told("circular_paper_again") == [home.members[1]]


def test_a_household_that_moves_within_the_town_is_listed_where_it_lives():
    home = a_home("k1", group="k1-1")
    row = a_circular()
    move_within(home.id, "k2")
    refresh(row.pk, at=NOON)
    one = delivery(row, home)
    assert (one.district, one.group, one.late) == ("k2", "", True)


def test_a_withdrawn_circular_is_missed_by_nobody():
    home = a_digital_home()
    clerk, _ = a_pair()
    for _ in range(3):
        row = a_circular()
        writing.withdraw(row.pk, "誤り", by=clerk, at=NOON)
        end_day(DUE, at=AFTER)
    assert not on_paper(home)


def test_reading_after_the_deadline_is_kept_and_changes_no_figure():
    home = a_digital_home()
    row = a_circular()
    close(row.pk, at=AFTER)
    assert read(row, home, at=AFTER)
    assert delivery(row, home).way == "none"
    assert Standing.objects.get().missed == 1


def test_who_belongs_to_no_household_has_no_home():
    assert home_of(a_resident().id, DUE) is None
