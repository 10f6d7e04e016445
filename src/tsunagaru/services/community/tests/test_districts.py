"""Corrections, and who leads a district (訂正・区長と組長)."""

from datetime import date, timedelta

import pytest

from tsunagaru.engines.messages.testing import noticed
from tsunagaru.ground.ledger.api import deliver_all
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import (
    a_clerk,
    a_resident,
    actor_of,
)
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular, Delivery
from tsunagaru.services.community.queries.offices import leads, offices_in, terms_on
from tsunagaru.services.community.rules.duties import Duty, who_takes
from tsunagaru.services.community.rules.states import CannotMove, State
from tsunagaru.services.community.services import correcting, paper, writing
from tsunagaru.services.community.services.offices import (
    Appointment,
    CannotAppoint,
    appoint,
    be_away,
    hand_over,
)
from tsunagaru.services.community.services.reading import note_read
from tsunagaru.services.community.testing import (
    NOON,
    WORDS,
    a_circular,
    a_digital_home,
    a_home,
    a_leader,
    a_pair,
    a_town_with_districts,
    a_written,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


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


def test_a_head_hands_over_with_one_press_and_the_year_changes_the_page():
    home, next_home = a_home("k1"), a_home("k1")
    head = a_leader(home.members[0])
    deputy = a_leader(next_home.members[0], duty=Duty.DEPUTY)
    draft = writing.draft(a_written(), by=head, at=NOON, district="k1")
    first = hand_over("k1", next_home.members[0], by=head, at=NOON)
    assert first == date(2027, 4, 1)
    last, after = NOON + timedelta(days=303), NOON + timedelta(days=304)
    assert (day_of(last), day_of(after)) == (date(2027, 3, 31), date(2027, 4, 1))
    assert leads(home.members[0], "k1", day_of(last))
    assert not leads(home.members[0], "k1", day_of(after))
    with pytest.raises(writing.CannotWrite):
        writing.change(draft, a_written(due_on=date(2027, 5, 1)), by=head, at=after)
    writing.change(draft, a_written(due_on=date(2027, 5, 6)), by=deputy, at=after)
    assert audited("district.office_passed")


def test_handing_over_again_names_another_and_only_one_leads():
    homes = [a_home("k1") for _ in range(3)]
    head = a_leader(homes[0].members[0])
    a_leader(homes[1].members[0], duty=Duty.DEPUTY)
    third = a_leader(homes[2].members[0], duty=Duty.GROUP, group="k1-1")
    hand_over("k1", homes[1].members[0], by=head, at=NOON)
    hand_over("k1", homes[2].members[0], by=head, at=NOON)
    day = date(2027, 4, 1)
    assert [one.resident for one in offices_in("k1", day) if one.duty is Duty.HEAD] == [
        third.resident
    ]


def test_an_office_is_handed_over_by_its_holder_to_an_officer_only():
    home, other = a_home("k1"), a_home("k1")
    head = a_leader(home.members[0])
    with pytest.raises(CannotAppoint):
        hand_over("k1", other.members[0], by=head, at=NOON)
    with pytest.raises(CannotAppoint):
        hand_over("k1", home.members[0], by=actor_of(other.members[0]), at=NOON)


def test_while_the_head_is_away_the_deputy_takes_the_paper():
    head, deputy = a_home("k1"), a_home("k1")
    actor = a_leader(head.members[0])
    a_leader(deputy.members[0], duty=Duty.DEPUTY)
    day = day_of(NOON)
    first = who_takes(offices_in("k1", day), "k1-1")
    assert first is not None
    assert first.duty is Duty.HEAD
    be_away(terms_on(day).get(duty=Duty.HEAD).pk, day + 5 * DAY, by=actor, at=NOON)
    second = who_takes(offices_in("k1", day), "k1-1")
    assert second is not None
    assert second.duty is Duty.DEPUTY
    third = who_takes(offices_in("k1", day + 6 * DAY), "k1-1")
    assert third is not None
    assert third.duty is Duty.HEAD


def test_nobody_else_says_that_an_officer_is_away():
    home, other = a_home("k1"), a_home("k1")
    a_leader(home.members[0])
    term = terms_on(day_of(NOON)).get()
    with pytest.raises(CannotAppoint):
        be_away(term.pk, None, by=actor_of(other.members[0]), at=NOON)
    be_away(term.pk, day_of(NOON), by=actor_of(a_clerk()), at=NOON)
    assert who_takes(offices_in("k1", day_of(NOON)), "k1-1") is None
