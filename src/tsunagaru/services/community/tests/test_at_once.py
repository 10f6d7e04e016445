"""Things that happen in the same moment (同時に起きたとき), on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from time import monotonic

import pytest
from django.db import connection, transaction

from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.ground.rows.testing import refused_at_once
from tsunagaru.kernel.access import Role
from tsunagaru.services.community.models import Circular, Collection, Delivery, SignUp, Standing
from tsunagaru.services.community.rules.states import CannotMove, State
from tsunagaru.services.community.services import dues, households, paper, sign_ups, writing
from tsunagaru.services.community.services.closing import close
from tsunagaru.services.community.services.reading import note_read
from tsunagaru.services.community.services.releasing import refresh
from tsunagaru.services.community.testing import (
    NOON,
    a_circular,
    a_digital_home,
    a_draft,
    a_due,
    a_gathering,
    a_home,
    a_leader,
    a_pair,
    a_sign_up,
    a_town_with_districts,
    a_written,
)

AFTER = NOON + timedelta(days=15)
REFUSALS = (CannotMove, paper.PrintedBefore, dues.TooMuch, dues.CorrectedBefore)
at_once = partial(refused_at_once, refusals=REFUSALS)


@pytest.mark.usefixtures("shared_database")
def test_two_who_approve_at_once_start_it_once():
    a_town_with_districts()
    a_home()
    clerk, head = a_pair()
    other = actor_of(a_clerk(role=Role.HEAD))
    row = a_draft(clerk)
    writing.ask(row.pk, by=clerk, at=NOON)
    refused = at_once(
        *(lambda by=by: writing.approve(row.pk, by=by, at=NOON) for by in (head, other))
    )
    assert refused == ["", "CannotMove"]
    assert Delivery.objects.count() == 1
    assert len(published("circular.released")) == 1


@pytest.mark.usefixtures("shared_database")
def test_two_who_begin_to_write_at_once_get_two_numbers():
    a_town_with_districts()
    clerk, _ = a_pair()
    assert at_once(*[lambda: writing.draft(a_written(), by=clerk, at=NOON)] * 4) == [""] * 4
    assert sorted(Circular.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.usefixtures("shared_database")
def test_two_of_a_household_who_read_at_once_give_one_receipt():
    a_town_with_districts()
    home = a_digital_home(members=2)
    row = a_circular()
    at_once(*(lambda who=who: note_read(row.pk, home.id, who, at=NOON) for who in home.members))
    assert len(published("circular.household_reached")) == 1
    assert Standing.objects.get().missed == 0


@pytest.mark.usefixtures("shared_database")
def test_who_reads_while_it_closes_is_either_read_or_missed():
    a_town_with_districts()
    home = a_digital_home()
    row = a_circular()
    at_once(
        lambda: note_read(row.pk, home.id, home.members[0], at=AFTER),
        lambda: close(row.pk, at=AFTER),
    )
    assert len(published("circular.household_reached")) == 1
    assert Circular.objects.get().state == State.CLOSED


@pytest.mark.usefixtures("shared_database")
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")
def test_who_reads_and_who_closes_do_not_wait_for_one_another():
    a_town_with_districts()
    home = a_digital_home()
    row = a_circular()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            note_read(row.pk, home.id, home.members[0], at=AFTER)
            closed = pool.submit(at_once, lambda: close(row.pk, at=AFTER))
            wait_until_somebody_waits()
        assert closed.result(20) == [""]
    assert [one["way"] for one in published("circular.household_reached")] == ["online"]


def wait_until_somebody_waits():
    """Wait until another connection waits for a row of this one."""
    end = monotonic() + 20
    with connection.cursor() as cursor:
        while monotonic() < end:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


@pytest.mark.usefixtures("shared_database")
def test_a_household_whose_paper_comes_back_while_another_goes_out_is_on_its_list():
    a_town_with_districts()
    home = a_digital_home()
    clerk, head = a_pair()
    close(a_circular().pk, at=AFTER)  # the first that nobody read
    row = a_draft(clerk, due_on=date(2026, 6, 30))
    writing.ask(row.pk, by=clerk, at=NOON)
    at_once(
        lambda: writing.approve(row.pk, by=head, at=AFTER),
        lambda: households.note_missed(home.id, at=AFTER),
    )
    refresh(row.pk, at=AFTER)  # as its reaction does
    assert Delivery.objects.get(circular=row).on_paper


@pytest.mark.usefixtures("shared_database")
def test_copies_recorded_twice_at_once_count_once():
    a_town_with_districts()
    a_home(group="k1-1")
    clerk, _ = a_pair()
    row = a_circular()
    acts = [lambda: paper.record_print(row.pk, by=clerk, at=NOON)] * 2
    assert at_once(*acts) == ["", "PrintedBefore"]
    assert sum(one["copies"] for one in published("circular.printed")) == 4


@pytest.mark.usefixtures("shared_database")
def test_of_two_who_want_the_last_place_at_once_exactly_one_gets_it():
    a_town_with_districts()
    row = a_gathering(a_leader(a_home("k1").members[0]), capacity=1)
    homes = [a_home("k1") for _ in range(2)]
    at_once(*(lambda home=home: a_sign_up(row, home) for home in homes))
    assert sorted(SignUp.objects.values_list("place", flat=True)) == ["in", "waiting"]
    assert sorted(SignUp.objects.values_list("line", flat=True)) == [1, 2]


@pytest.mark.usefixtures("shared_database")
def test_two_of_a_household_who_sign_up_at_once_are_one_sign_up():
    a_town_with_districts()
    row = a_gathering(a_leader(a_home("k1").members[0]))
    home = a_home("k1")
    at_once(*[lambda: a_sign_up(row, home, 2)] * 2)
    assert SignUp.objects.get().people == 2


@pytest.mark.usefixtures("shared_database")
def test_a_place_given_back_while_another_signs_up_is_given_once():
    a_town_with_districts()
    row = a_gathering(a_leader(a_home("k1").members[0]), capacity=1)
    first, waits, last = (a_home("k1") for _ in range(3))
    a_sign_up(row, first)
    a_sign_up(row, waits)
    by = actor_of(first.members[0])
    at_once(
        lambda: sign_ups.withdraw(row.pk, first, by=by, at=NOON),
        lambda: a_sign_up(row, last),
    )
    places = dict(SignUp.objects.values_list("household", "place"))
    assert places == {first.id: "withdrawn", waits.id: "in", last.id: "waiting"}


@pytest.mark.usefixtures("shared_database")
def test_the_same_money_kept_by_two_at_once_is_kept_once():
    a_town_with_districts()
    head = a_leader(a_home("k1").members[0])
    row = a_due(head)
    acts = [lambda: dues.collect(row.pk, 3600, date(2026, 6, 1), by=head, at=NOON)] * 2
    assert at_once(*acts) == ["", "TooMuch"]
    taken = Collection.objects.get()
    again = [lambda: dues.take_back(taken.pk, "打ち間違い", by=head, at=NOON)] * 2
    assert at_once(*again) == ["", "CorrectedBefore"]
    assert sorted(Collection.objects.values_list("number", flat=True)) == [1, 2]
