"""A circular goes out, is read, corrected, withdrawn and closed (回覧の一生)."""

from datetime import date, timedelta

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.api import deliver_all
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import (
    a_clerk,
    a_resident,
    actor_of,
    move_away,
    move_within,
)
from tsunagaru.kernel.access import Role
from tsunagaru.services.community.models import Circular, Delivery, Standing
from tsunagaru.services.community.queries.copies import print_run
from tsunagaru.services.community.queries.standings import home_of, readings
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.rules.states import CannotMove, State
from tsunagaru.services.community.services import correcting, households, paper, writing
from tsunagaru.services.community.services.closing import close, end_day
from tsunagaru.services.community.services.offices import Appointment, CannotAppoint, appoint
from tsunagaru.services.community.services.reading import note_read
from tsunagaru.services.community.services.releasing import refresh
from tsunagaru.services.community.testing import (
    NOON,
    WORDS,
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


def on_paper(home, at=NOON):
    return readings([home])[home.id].on_paper


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


def test_a_correction_needs_another_person_and_tells_who_read_before():
    home, other = a_digital_home(), a_digital_home()
    clerk, head = a_pair()
    row = a_circular()
    read(row, home)
    new = {"ja": {"title": "訂正後", "body": "六月二十日です。"}}
    assert not correcting.correct(row.pk, new, "日付", by=clerk, at=NOON)
    row.refresh_from_db()
    assert row.edition == 1
    with pytest.raises(CannotMove):
        correcting.correct(row.pk, new, "日付", by=clerk, at=NOON)
    correcting.approve_correction(row.pk, by=head, at=NOON)
    row.refresh_from_db()
    assert (row.edition, row.title) == (2, "訂正後")
    assert told("circular_corrected") == [home.members[0]]
    assert delivery(row, other).opened_at is None
    read(row, home)
    assert delivery(row, home).edition == 2


def test_the_author_of_a_correction_does_not_approve_it():
    head = actor_of(a_clerk(role=Role.HEAD))
    row = a_circular()
    correcting.correct(row.pk, WORDS, "誤字", by=head, at=NOON)
    with pytest.raises(writing.CannotApproveOwn):
        correcting.approve_correction(row.pk, by=head, at=NOON)


def test_corrected_paper_goes_round_once_more_and_is_printed_once_more():
    home = a_home(group="k1-1")
    clerk, head = a_pair()
    row = a_circular()
    assert paper.record_print(row.pk, by=clerk, at=NOON) == 4
    with pytest.raises(paper.PrintedBefore):
        paper.record_print(row.pk, by=clerk, at=NOON)
    paper.note_round(row.pk, "k1", "k1-1", by=clerk, at=NOON)
    correcting.correct(row.pk, WORDS, "誤字", by=clerk, at=NOON)
    correcting.approve_correction(row.pk, by=head, at=NOON)
    assert delivery(row, home).paper_at is None
    assert paper.record_print(row.pk, by=clerk, at=NOON) == 4
    assert sum(e["copies"] for e in published("circular.printed")) == 8


def test_a_head_writes_to_the_own_district_only_and_nobody_approves_it():
    mine, other = a_home("k1"), a_home("k2")
    head = a_leader(mine.members[0])
    with pytest.raises(writing.CannotWrite):
        writing.draft(a_written(), by=head, at=NOON, district="k2")
    made = writing.draft(a_written(districts=("k2",)), by=head, at=NOON, district="k1")
    writing.post(made, by=head, at=NOON)
    row = Circular.objects.get(pk=made)
    assert (row.state, row.districts) == (State.OUT, ["k1"])
    assert not row.deliveries.filter(household=other.id).exists()


def test_the_town_withdraws_a_heads_circular_with_a_reason_on_record():
    home = a_digital_home("k1")
    head = a_leader(home.members[0])
    made = writing.draft(a_written(), by=head, at=NOON, district="k1")
    writing.post(made, by=head, at=NOON)
    row = Circular.objects.get(pk=made)
    read(row, home)
    with pytest.raises(writing.CannotWrite):
        writing.withdraw(made, "誤り", by=actor_of(a_clerk(section="zeimu")), at=NOON)
    writing.withdraw(made, "個人の名前が入っていたため", by=actor_of(a_clerk()), at=NOON)
    row.refresh_from_db()
    assert (row.state, row.because) == (State.WITHDRAWN, "個人の名前が入っていたため")
    assert audited("circular.withdrawn")
    assert told("circular_withdrawn") == [home.members[0]]


def test_a_withdrawn_circular_is_missed_by_nobody():
    home = a_digital_home()
    clerk, _ = a_pair()
    for _ in range(3):
        row = a_circular()
        writing.withdraw(row.pk, "誤り", by=clerk, at=NOON)
        end_day(DUE, at=AFTER)
    assert not on_paper(home)


def test_the_deputy_acts_and_who_left_the_office_does_not():
    home, deputy = a_home("k1"), a_home("k1")
    former = a_leader(home.members[0])
    a_leader(deputy.members[0], at=NOON + DAY)  # the next head
    second = a_leader(home.members[0], duty=Duty.DEPUTY, at=NOON + 5 * DAY)
    with pytest.raises(writing.CannotWrite):
        writing.draft(a_written(), by=former, at=NOON + 2 * DAY, district="k1")
    assert writing.draft(a_written(), by=second, at=NOON + 5 * DAY, district="k1")


def test_a_groups_head_reports_the_own_group_only_and_a_vacant_one_is_the_heads():
    first, second = a_home(group="k1-1"), a_home(group="k1-2")
    row = a_circular()
    leader = a_leader(first.members[0], duty=Duty.GROUP, group="k1-1")
    assert paper.note_round(row.pk, "k1", "k1-1", by=leader, at=NOON) == 1
    with pytest.raises(writing.CannotWrite):
        paper.note_round(row.pk, "k1", "k1-2", by=leader, at=NOON)
    head = a_leader(second.members[0])
    assert paper.note_round(row.pk, "k1", "k1-2", by=head, at=NOON) == 1


def test_a_resident_appoints_nobody():
    person = a_resident()
    wanted = Appointment(
        district="k1", duty=Duty.HEAD, resident=person.id, from_on=date(2026, 6, 1)
    )
    with pytest.raises(CannotAppoint):
        appoint(wanted, by=actor_of(person), at=NOON)


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


def test_reading_after_the_deadline_is_kept_and_changes_no_figure():
    home = a_digital_home()
    row = a_circular()
    close(row.pk, at=AFTER)
    assert read(row, home, at=AFTER)
    assert delivery(row, home).way == "none"
    assert Standing.objects.get().missed == 1


def test_who_belongs_to_no_household_has_no_home():
    assert home_of(a_resident().id, DUE) is None
