"""The dues of an association (会費): a book of its own, collected by its officers."""

from datetime import date, datetime, timedelta

import pytest

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, move_away
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST
from tsunagaru.services.community.models import Collection, Due, DuesYear, Member
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.queries.dues import (
    Reach,
    book,
    own_dues,
    reach_of,
    standing_of,
    total,
)
from tsunagaru.services.community.rules.dues import Paid, open_yen, paid
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.rosters import Field, Share
from tsunagaru.services.community.services import dues, members
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.dues import CorrectedBefore, SettledBefore, TooMuch
from tsunagaru.services.community.services.members import CannotCollect, MemberBefore, Named
from tsunagaru.services.community.services.offices import hand_over
from tsunagaru.services.community.services.rosters import write_entry
from tsunagaru.services.community.testing import (
    NOON,
    a_due,
    a_home,
    a_leader,
    a_paper_home,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 6, 1), FiscalYear(2026)
ALL = Reach(leads=True, groups=frozenset())


@pytest.fixture
def head():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


@pytest.fixture
def group_head():
    a_town_with_districts()
    return a_leader(a_home("k1", group="k1-1").members[0], duty=Duty.GROUP, group="k1-1")


def state_of(due):
    return standing_of(Due.objects.get(pk=due.pk)).state


@pytest.mark.parametrize(
    ("owed", "taken", "state", "left"),
    [
        (3600, 0, Paid.OPEN, 3600),
        (3600, 1, Paid.PART, 3599),
        (3600, 3600, Paid.DONE, 0),
        (0, 0, Paid.EXEMPT, 0),
    ],
)
def test_how_far_a_household_has_paid(owed, taken, state, left):
    assert (paid(owed, taken), open_yen(owed, taken)) == (state, left)


def test_a_year_is_settled_once_for_every_member(head):
    for name in ("見本 ツネ", "見本 ヨネ"):
        members.enter("k1", Named(name=name), by=head, at=NOON)
    row = dues.settle("k1", YEAR, 3600, by=head, at=NOON)
    assert list(Due.objects.values_list("amount_yen", flat=True)) == [3600, 3600]
    with pytest.raises(SettledBefore):
        dues.settle("k1", YEAR, 4000, by=head, at=NOON)
    members.enter("k1", Named(name="見本 フミ"), by=head, at=NOON)  # who moves in owes it, too
    assert DuesYear.objects.get(pk=row).lines.count() == 3


def test_it_is_paid_in_parts_and_never_more_than_is_open(head):
    row = a_due(head)
    dues.collect(row.pk, 1000, TODAY, by=head, at=NOON)
    assert state_of(row) is Paid.PART
    for yen in (0, -5, 2601):
        with pytest.raises(TooMuch) as refused:
            dues.collect(row.pk, yen, TODAY, by=head, at=NOON)
        assert refused.value.open_yen == 2600
    dues.collect(row.pk, 2600, TODAY, by=head, at=NOON)
    assert state_of(row) is Paid.DONE
    assert [one["whole"] for one in published("dues.collected")] == ["no", "yes"]


def test_a_mistake_is_taken_back_by_a_row_of_its_own(head):
    row = a_due(head)
    wrong = dues.collect(row.pk, 3600, TODAY, by=head, at=NOON)
    dues.take_back(wrong, "となりの家の分でした", by=head, at=NOON)
    assert state_of(row) is Paid.OPEN
    rows = list(Collection.objects.order_by("number"))
    assert [(one.number, one.amount_yen) for one in rows] == [(1, 3600), (2, -3600)]
    assert [one.stands for one in rows] == [False, False]
    assert rows[1].reason == "となりの家の分でした"
    for one in rows:
        with pytest.raises(CorrectedBefore):
            dues.take_back(one.pk, "もう一度", by=head, at=NOON)
    assert len(audited("dues.corrected")) == 1


def test_a_reduction_has_a_reason_and_never_goes_below_what_was_paid(head):
    row = a_due(head)
    dues.relieve(row.pk, 1800, "一人暮らしのため", by=head, at=NOON)
    dues.collect(row.pk, 1000, TODAY, by=head, at=NOON)
    with pytest.raises(TooMuch) as refused:
        dues.relieve(row.pk, 0, "入院のため", by=head, at=NOON)
    assert refused.value.open_yen == 1000
    dues.relieve(row.pk, 1000, "入院のため", by=head, at=NOON)
    kept = [(one.before_yen, one.amount_yen, one.reason) for one in row.reliefs.all()]
    assert kept == [(3600, 1800, "一人暮らしのため"), (1800, 1000, "入院のため")]
    assert state_of(row) is Paid.DONE


def test_a_years_amount_is_put_right_until_somebody_pays(head):
    first, second = a_due(head), a_due(head, "見本 ヨネ")
    dues.relieve(second.pk, 0, "入院のため", by=head, at=NOON)
    dues.correct_amount(first.dues_id, 4000, by=head, at=NOON)
    amounts = dict(Due.objects.values_list("pk", "amount_yen"))
    assert amounts == {first.pk: 4000, second.pk: 0}
    dues.collect(first.pk, 4000, TODAY, by=head, at=NOON)
    with pytest.raises(SettledBefore):
        dues.correct_amount(first.dues_id, 5000, by=head, at=NOON)


def test_a_groups_head_collects_in_the_own_group_and_sees_no_reason_for_others(head, group_head):
    own, other = a_due(head, group="k1-1"), a_due(head, "見本 ヨネ", group="k1-2")
    reach = reach_of(group_head.resident, "k1", TODAY)
    assert reach is not None
    assert not reach.leads
    assert [one.code for one in book(own.dues, reach)] == ["k1-1"]
    taken = dues.collect(own.pk, 1000, TODAY, by=group_head, at=NOON)
    with pytest.raises(CannotCollect):
        dues.collect(other.pk, 1000, TODAY, by=group_head, at=NOON)
    with pytest.raises(CannotCollect):
        dues.relieve(own.pk, 0, "理由", by=group_head, at=NOON)
    dues.take_back(taken, "打ち間違い", by=group_head, at=NOON)
    by_head = dues.collect(own.pk, 3600, TODAY, by=head, at=NOON)
    with pytest.raises(CannotCollect):  # what another kept, who leads the district corrects
        dues.take_back(by_head, "理由", by=group_head, at=NOON)


def test_nobody_else_and_no_member_of_staff_touches_the_book(head):
    row = a_due(head)
    strangers = (
        actor_of(a_clerk()),
        actor_of(a_resident()),
        a_leader(a_home("k2").members[0], "k2"),
    )
    for one in strangers:
        assert reach_of(one.resident, "k1", TODAY) is None
        for act in (
            lambda by=one: dues.settle("k1", FiscalYear(2027), 1, by=by, at=NOON),
            lambda by=one: dues.correct_amount(row.dues_id, 1, by=by, at=NOON),
            lambda by=one: dues.collect(row.pk, 1, TODAY, by=by, at=NOON),
            lambda by=one: dues.relieve(row.pk, 1, "理由", by=by, at=NOON),
            lambda by=one: members.enter("k1", Named(name="だれか"), by=by, at=NOON),
            lambda by=one: members.copy("k1", by=by, at=NOON),
            lambda by=one: members.leave(row.member_id, by=by, at=NOON),
        ):
            with pytest.raises(CannotCollect):
                act()


def test_what_the_town_counts_says_neither_where_nor_how_much(head):
    row = a_due(head)
    dues.take_back(
        dues.collect(row.pk, 3600, TODAY, by=head, at=NOON), "打ち間違い", by=head, at=NOON
    )
    for name in ("dues.opened", "dues.collected", "dues.corrected", "member.entered"):
        for one in published(name):
            assert set(one) <= {"whole", "subject", "at"}


def test_the_book_says_what_is_open_by_group_and_in_all(head):
    first = a_due(head, group="k1-1")
    second = a_due(head, "見本 ヨネ", group="k1-1")
    third = a_due(head, "見本 フミ")
    dues.collect(first.pk, 3600, TODAY, by=head, at=NOON)
    dues.collect(second.pk, 600, TODAY, by=head, at=NOON)
    dues.relieve(third.pk, 0, "入院のため", by=head, at=NOON)
    found = book(first.dues, ALL)
    figures = [(one.name, one.owed_yen, one.paid_yen, one.open_yen, one.waiting) for one in found]
    assert figures == [("第1組", 7200, 4200, 3000, 1), ("組未定", 0, 0, 0, 0)]
    everything = total(found)
    assert (everything.open_yen, everything.exempt, len(everything.rows)) == (3000, 1, 3)


def test_members_are_copied_from_what_the_head_may_read_and_only_once(head):
    open_home, closed_home = a_home("k1", group="k1-1"), a_home("k1")
    for home, share in ((open_home, Share.LEADERS), (closed_home, Share.NOBODY)):
        values = {Field.NAME: f"名簿 {share.value}"}
        write_entry(home, values, {Field.NAME: share}, by=actor_of(home.members[0]), at=NOON)
    a_paper_home(head, name="紙野 ウメ")
    assert members.copy("k1", by=head, at=NOON) == 2
    assert members.copy("k1", by=head, at=NOON) == 0
    names = sorted(one.name for one in Member.objects.all())
    assert names == ["名簿 1", "紙野 ウメ"]
    with pytest.raises(MemberBefore):
        members.enter("k1", Named(name="紙野ウメ"), by=head, at=NOON)


def test_a_household_whose_name_and_place_agree_reads_its_own_dues(head):
    home = a_home("k1", family="納野", given="一郎", address={"town": "柳島", "street": "88-8"})
    row = a_due(head, "納野 一郎")
    dues.collect(row.pk, 600, TODAY, by=head, at=NOON)
    found = own_dues(home.id)
    assert [(one.due.pk, one.paid_yen) for one in found] == [(row.pk, 600)]
    assert own_dues(a_home("k1").id) == []


def test_who_moves_away_owes_nothing_more_and_what_was_paid_stays(head):
    home = a_home("k1", family="納野", given="一郎", address={"town": "柳島", "street": "88-8"})
    row = a_due(head, "納野 一郎")
    dues.collect(row.pk, 600, TODAY, by=head, at=NOON)
    move_away(*home.members, on=TODAY)
    end_day(date(2026, 6, 2), at=NOON + timedelta(days=2))
    assert Member.objects.get(household=home.id).left_on == date(2026, 6, 3)
    assert standing_of(row).paid_yen == 600
    dues.settle("k1", FiscalYear(2027), 3600, by=head, at=NOON + timedelta(days=3))
    assert not Due.objects.filter(member=row.member, dues__year=2027).exists()


def test_the_next_head_finds_the_book_and_the_one_before_does_not(head):
    deputy = a_home("k1").members[0]
    a_leader(deputy, duty=Duty.DEPUTY)
    row = a_due(head)
    hand_over("k1", deputy, by=head, at=NOON)
    april = datetime(2027, 4, 1, 9, tzinfo=JST)
    with pytest.raises(CannotCollect):
        dues.collect(row.pk, 1000, TODAY, by=head, at=april)
    dues.collect(row.pk, 1000, TODAY, by=actor_of(deputy), at=april)
    assert state_of(row) is Paid.PART


def test_the_books_go_after_the_towns_years_and_not_before(head):
    row = a_due(head)
    dues.collect(row.pk, 3600, TODAY, by=head, at=NOON)
    members.leave(row.member_id, by=head, at=NOON)
    dues.forget_old(date(2032, 3, 31), 5)
    assert Collection.objects.count() == 1
    dues.forget_old(date(2032, 4, 1), 5)
    assert not Collection.objects.exists()
    assert not Member.objects.exists()


def test_a_person_gets_the_record_and_the_association_keeps_its_accounts(head):
    home = a_home("k1", family="納野", given="一郎", address={"town": "柳島", "street": "88-8"})
    row = a_due(head, "納野 一郎")
    dues.collect(row.pk, 600, TODAY, by=head, at=NOON)
    (given,) = export(home.members[0])["dues"]
    assert (given["amount_yen"], given["owed_yen"], given["name"]) == (600, 3600, "納野 一郎")
    told = erase(home.members[0], NOON)
    assert told.kept == 1
    assert "区の記録" in told.reason
