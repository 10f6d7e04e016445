"""Events of a district (行事): posted, signed up for, waited for, changed, cancelled, counted."""

from datetime import date, datetime, timedelta

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, move_away, move_within
from tsunagaru.kernel.clock import JST
from tsunagaru.services.community import tasks
from tsunagaru.services.community.events import GatheringCancelled, GatheringChanged, SignUpMoved
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.queries.gatherings import ahead_of, totals_of
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.gatherings import (
    CannotMove,
    State,
    Way,
)
from tsunagaru.services.community.services import attendance, gatherings, sign_ups
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.gatherings import CannotOrganise, TooSmall
from tsunagaru.services.community.services.lines import NoRoom, Party
from tsunagaru.services.community.services.offices import hand_over
from tsunagaru.services.community.services.sign_ups import (
    CannotSignUp,
    SignedBefore,
    SignUpsClosed,
    Told,
)
from tsunagaru.services.community.testing import (
    NOON,
    a_gathering,
    a_home,
    a_leader,
    a_plan,
    a_sign_up,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
THE_DAY = datetime(2026, 6, 21, 12, tzinfo=JST)
LATE = datetime(2026, 6, 16, 0, 0, tzinfo=JST)
KIYO = Told(name="見本 キヨ")


@pytest.fixture
def head():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


def homes(count, **more):
    return [a_home("k1", **more) for _ in range(count)]


def a_person(actor):
    return actor.resident


def places(row):
    return list(row.sign_ups.values_list("place", flat=True))


def test_who_finds_it_full_waits_and_moves_up_by_itself(head):
    row = a_gathering(head, capacity=3)
    first, second, third = homes(3)
    assert [a_sign_up(row, one, n) for one, n in ((first, 2), (second, 2), (third, 1))] == [
        "in",
        "waiting",
        "waiting",
    ]
    assert ahead_of(row.sign_ups.get(household=third.id)) == 1
    sign_ups.withdraw(row.pk, first, by=actor_of(first.members[0]), at=NOON)
    assert places(row) == ["withdrawn", "in", "in"]
    moved = SignUp.objects.get(household=second.id)
    tasks.tell_moved_up(SignUpMoved(at=NOON, subject=moved.pk))
    tasks.tell_moved_up(SignUpMoved(at=NOON, subject=moved.pk))
    assert [one.resident_id for one in noticed("gathering_place")] == [second.members[0]]


def test_a_household_changes_how_many_come_but_passes_nobody(head):
    row = a_gathering(head, capacity=4)
    first, second, third = homes(3)
    a_sign_up(row, first, 2)
    a_sign_up(row, first, 3)
    assert a_sign_up(row, second, 2) == "waiting"
    with pytest.raises(NoRoom) as refused:
        a_sign_up(row, first, 4)  # one place is free, and somebody waits for two
    assert refused.value.free == 3
    a_sign_up(row, first, 2)
    assert places(row) == ["in", "in"]
    with pytest.raises(NoRoom):
        a_sign_up(row, third, 5)


def test_who_withdrew_signs_up_again_at_the_end_of_the_line(head):
    row = a_gathering(head, capacity=1)
    first, second, third = homes(3)
    a_sign_up(row, first)
    a_sign_up(row, second)
    sign_ups.withdraw(row.pk, first, by=actor_of(first.members[0]), at=NOON)
    a_sign_up(row, third)
    assert a_sign_up(row, first) == "waiting"
    assert ahead_of(row.sign_ups.get(household=first.id)) == 1
    assert row.sign_ups.count() == 3


def test_the_deadline_is_the_end_of_its_day(head):
    row = a_gathering(head)
    home, other = homes(2)
    a_sign_up(row, home, at=LATE - timedelta(seconds=1))
    with pytest.raises(SignUpsClosed):
        a_sign_up(row, other, at=LATE)
    with pytest.raises(SignUpsClosed):
        sign_ups.withdraw(row.pk, home, by=actor_of(home.members[0]), at=LATE)
    sign_ups.enter(row.pk, KIYO, Party(adults=1), by=head, at=LATE)
    line = SignUp.objects.get(household=home.id)
    sign_ups.withdraw_for(line.pk, by=head, at=LATE)
    with pytest.raises(SignUpsClosed):
        sign_ups.enter(
            row.pk, Told(name="次"), Party(adults=1), by=head, at=THE_DAY + timedelta(days=1)
        )


def test_only_households_of_the_district_sign_up(head):
    row = a_gathering(head)
    elsewhere, home = a_home("k2"), a_home("k1")
    with pytest.raises(CannotSignUp):
        a_sign_up(row, elsewhere)
    with pytest.raises(CannotSignUp):
        sign_ups.sign_up(row.pk, home, Party(adults=1), by=actor_of(a_resident()), at=NOON)
    with pytest.raises(CannotSignUp):
        sign_ups.withdraw(row.pk, home, by=actor_of(home.members[0]), at=NOON)


def test_only_who_leads_the_district_organises(head):
    row = a_gathering(head)
    a_sign_up(row, a_home("k1"))
    line = row.sign_ups.get()
    strangers = (
        a_leader(a_home("k2").members[0], "k2"),
        a_leader(a_home("k1").members[0], duty=Duty.GROUP, group="k1-1"),
        actor_of(a_clerk()),
    )
    for one in strangers:
        for act in (
            lambda by=one: gatherings.post("k1", a_plan(), by=by, at=NOON),
            lambda by=one: gatherings.change(row.pk, a_plan(), "何か", by=by, at=NOON),
            lambda by=one: gatherings.cancel(row.pk, "何か", by=by, at=NOON),
            lambda by=one: sign_ups.enter(row.pk, KIYO, Party(adults=1), by=by, at=NOON),
            lambda by=one: sign_ups.change_for(line.pk, Party(adults=2), by=by, at=NOON),
            lambda by=one: sign_ups.withdraw_for(line.pk, by=by, at=NOON),
            lambda by=one: attendance.note_told(line.pk, by=by, at=NOON),
            lambda by=one: attendance.count(row.pk, {}, 0, by=by, at=THE_DAY),
        ):
            with pytest.raises(CannotOrganise):
                act()


def test_a_change_is_told_to_all_and_the_head_calls_who_has_no_phone(head):
    row = a_gathering(head)
    home = a_home("k1")
    a_sign_up(row, home)
    called = sign_ups.enter(row.pk, KIYO, Party(adults=1), by=head, at=NOON)
    later = a_plan(on=date(2026, 6, 28))
    gatherings.change(row.pk, later, "雨の予報のため延期", by=head, at=NOON)
    tasks.tell_gathering_changed(GatheringChanged(at=NOON, subject=row.pk))
    told = [(one.resident_id, one.body) for one in noticed("gathering_changed")]
    assert told == [(home.members[0], "ja：見本第1区一斉清掃2026年6月28日（日）雨の予報のため延期")]
    assert [one.pk for one in row.sign_ups.filter(to_call=True)] == [called]
    attendance.note_told(called, by=head, at=NOON)
    assert totals_of(row).to_call == 0


def test_a_cancelled_event_is_told_and_takes_nobody_more(head):
    row = a_gathering(head)
    home = a_home("k1")
    a_sign_up(row, home)
    gatherings.cancel(row.pk, "大雨のため", by=head, at=NOON)
    tasks.tell_gathering_cancelled(GatheringCancelled(at=NOON, subject=row.pk))
    assert len(noticed("gathering_cancelled")) == 1
    with pytest.raises(SignUpsClosed):
        a_sign_up(row, a_home("k1"))
    with pytest.raises(CannotMove):
        gatherings.cancel(row.pk, "もう一度", by=head, at=NOON)
    with pytest.raises(CannotMove):
        attendance.count(row.pk, {}, 0, by=head, at=THE_DAY)


def test_room_can_be_made_larger_and_never_smaller_than_who_comes(head):
    row = a_gathering(head, capacity=2)
    first, second = homes(2)
    a_sign_up(row, first, 2)
    a_sign_up(row, second, 2)
    with pytest.raises(TooSmall) as refused:
        gatherings.change(row.pk, a_plan(capacity=1), "狭い部屋に", by=head, at=NOON)
    assert refused.value.taken == 2
    gatherings.change(row.pk, a_plan(capacity=4), "広い部屋に", by=head, at=NOON)
    assert places(row) == ["in", "in"]


def test_the_same_name_is_entered_once(head):
    row = a_gathering(head)
    sign_ups.enter(row.pk, KIYO, Party(adults=1), by=head, at=NOON)
    again = Told(name="見本キヨ", way=Way.PAPER)
    with pytest.raises(SignedBefore):
        sign_ups.enter(row.pk, again, Party(adults=2), by=head, at=NOON)


def test_a_household_that_moves_away_gives_its_place_to_the_next(head):
    row = a_gathering(head, capacity=2)
    first, second, third = homes(3)
    for one in (first, second, third):
        a_sign_up(row, one)
    move_away(*first.members, on=date(2026, 6, 1))
    move_within(second.id, "k2")
    end_day(date(2026, 6, 2), at=NOON + timedelta(days=2))
    assert places(row) == ["withdrawn", "withdrawn", "in"]
    assert [one["by"] for one in published("gathering.withdrawn")] == ["moved", "moved"]


def test_the_successor_finds_the_event_and_the_one_before_does_not(head):
    deputy = a_leader(a_home("k1").members[0], duty=Duty.DEPUTY)
    april = datetime(2027, 4, 1, 9, tzinfo=JST)
    row = a_gathering(head, on=date(2027, 4, 11), due_on=date(2027, 4, 5))
    hand_over("k1", a_person(deputy), by=head, at=NOON)
    with pytest.raises(CannotOrganise):
        gatherings.cancel(row.pk, "中止", by=head, at=april)
    sign_ups.enter(row.pk, KIYO, Party(adults=1), by=deputy, at=april)
    assert totals_of(row).taken == 1


def test_who_came_is_counted_from_the_day_on_and_can_be_corrected(head):
    row = a_gathering(head)
    home = a_home("k1")
    a_sign_up(row, home, 3)
    line = row.sign_ups.get()
    with pytest.raises(SignUpsClosed):
        attendance.count(row.pk, {line.pk: 3}, 0, by=head, at=NOON)
    attendance.count(row.pk, {line.pk: 3}, 2, by=head, at=THE_DAY)
    end_day(date(2026, 6, 21), at=THE_DAY + timedelta(days=1))
    attendance.count(row.pk, {line.pk: 2}, 2, by=head, at=THE_DAY + timedelta(days=2))
    row.refresh_from_db()
    assert (row.state, row.came, row.sign_ups.get().came) == (State.HELD, 4, 2)
    held = published("gathering.ended")
    assert [(one["households"], one["people"]) for one in held] == [(1, 3)]
    assert len(audited("gathering.counted")) == 2


def test_names_go_some_time_after_the_event_and_totals_stay(head):
    row = a_gathering(head)
    a_sign_up(row, a_home("k1"), 2)
    end_day(date(2026, 6, 21), at=THE_DAY + timedelta(days=1))
    end_day(date(2026, 9, 19), at=THE_DAY + timedelta(days=91))
    assert row.sign_ups.count() == 1
    end_day(date(2026, 9, 20), at=THE_DAY + timedelta(days=92))
    kept = Gathering.objects.get()
    assert (kept.households, kept.signed, kept.sign_ups.count()) == (1, 2, 0)
    with pytest.raises(SignUpsClosed):
        attendance.count(row.pk, {}, 0, by=head, at=THE_DAY + timedelta(days=93))


def test_a_person_gets_the_own_sign_ups_and_they_are_erased(head):
    row = a_gathering(head)
    home = a_home("k1")
    party = Party(adults=1, children=2, note="卵が食べられません")
    sign_ups.sign_up(row.pk, home, party, by=actor_of(home.members[0]), at=NOON)
    assert export(home.members[0])["sign_ups"][0]["note"] == "卵が食べられません"
    assert erase(home.members[0], NOON).erased == 1
    kept = row.sign_ups.get()
    assert (kept.by, kept.note, kept.people) == (None, None, 3)
