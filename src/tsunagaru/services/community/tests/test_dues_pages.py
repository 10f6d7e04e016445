"""Pages of an association's dues (会費の画面): of its officers, and of the household."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Collection, Due, DuesYear, Member
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.services import dues
from tsunagaru.services.community.testing import a_due, a_home, a_leader, a_town_with_districts

pytestmark = pytest.mark.django_db
NOT_FOUND, UNFIT = 404, 422


def text(answer):
    return answer.content.decode()


def today():
    return str(day_of(clock.now()))


@pytest.fixture
def leader():
    a_town_with_districts()
    return a_home("k1", at=clock.now()).members[0]


@pytest.fixture
def head(leader):
    return a_leader(leader, at=clock.now())


@pytest.fixture
def desk(head, leader):
    return sign_in(Client(), leader)


def test_a_head_enters_households_settles_a_year_and_collects(desk):
    page = reverse("community:members", args=["k1"])
    given = {"name": "見本 ツネ", "place": "柳島88-8", "group": "k1-1"}
    assert "会員世帯を登録しました" in text(desk.post(page, given, follow=True))
    assert "すでに登録されています" in text(desk.post(page, given))
    settle = reverse("community:head_dues", args=["k1"])
    year = FiscalYear.of(day_of(clock.now())).year
    for wrong in ("", "たくさん", "-5", "9,999,999"):
        assert desk.post(settle, {"year": year, "amount_yen": wrong}).status_code == UNFIT
    book = desk.post(settle, {"year": year, "amount_yen": "３，６００円"}, follow=True)
    assert "残り 3,600円" in text(book)
    assert "すでに決まっています" in text(desk.post(settle, {"year": year, "amount_yen": "1"}))
    row = Due.objects.get()
    collect = reverse("community:collect", args=[row.pk])
    much = desk.post(collect, {"amount_yen": "5,000", "paid_on": today()})
    assert "残りは3,600円です" in text(much)
    assert desk.post(collect, {"amount_yen": "100", "paid_on": "2001-01-01"}).status_code == UNFIT
    answer = desk.post(collect, {"amount_yen": "3,600", "paid_on": today()}, follow=True)
    assert "集金を記録しました" in text(answer)
    assert "納入済み" in text(answer)
    taken = Collection.objects.get()
    receipt = desk.get(reverse("community:dues_receipt", args=[taken.pk]))
    assert receipt.content.startswith(b"%PDF-")
    totals = desk.get(reverse("community:dues_totals", args=[row.dues_id]))
    assert totals.content.startswith(b"%PDF-")


def test_a_head_corrects_and_reduces_and_both_stay_in_sight(desk, head):
    row = a_due(head, at=clock.now())
    taken = dues.collect(row.pk, 600, day_of(clock.now()), by=head, at=clock.now())
    relieve = reverse("community:relieve", args=[row.pk])
    assert "すでに600円" in text(desk.post(relieve, {"amount_yen": "0", "reason": "入院"}))
    assert desk.post(relieve, {"amount_yen": "0", "reason": ""}).status_code == UNFIT
    correct = reverse("community:take_back", args=[taken])
    assert "理由を入力" in text(desk.post(correct, {}))
    answer = desk.post(correct, {"reason": "となりの家の分"}, follow=True)
    assert "番号 1の訂正" in text(answer)
    assert "すでに訂正されています" in text(desk.post(correct, {"reason": "もう一度"}, follow=True))
    assert desk.get(reverse("community:dues_receipt", args=[taken])).status_code == NOT_FOUND
    reduced = desk.post(relieve, {"amount_yen": "0", "reason": "入院"}, follow=True)
    assert "3,600円から0円に" in text(reduced)
    assert "免除" in text(reduced)


def test_the_amount_of_a_year_is_put_right_until_somebody_pays(desk, head):
    row = a_due(head, at=clock.now())
    amend = reverse("community:amend_dues", args=[row.dues_id])
    assert desk.post(amend, {"amount_yen": "?"}).status_code == UNFIT
    assert "1世帯 4,000円" in text(desk.post(amend, {"amount_yen": "4000"}, follow=True))
    dues.collect(row.pk, 600, day_of(clock.now()), by=head, at=clock.now())
    late = desk.post(amend, {"amount_yen": "5000"}, follow=True)
    assert "すでに集め始めています" in text(late)
    assert DuesYear.objects.get().amount_yen == 4000


def test_a_groups_head_finds_the_own_group_and_no_reasons(head):
    at = clock.now()
    own, other = a_due(head, at=at, group="k1-1"), a_due(head, "見本 ヨネ", at=at, group="k1-2")
    dues.relieve(own.pk, 1800, "一人暮らし", by=head, at=at)
    person = a_home("k1", group="k1-1", at=at).members[0]
    a_leader(person, duty=Duty.GROUP, group="k1-1", at=at)
    phone = sign_in(Client(), person)
    listed = text(phone.get(reverse("community:dues_book", args=[own.dues_id])))
    assert "見本 ツネ" in listed
    assert "見本 ヨネ" not in listed
    page = text(phone.get(reverse("community:due", args=[own.pk])))
    assert "1,800円" in page
    assert "一人暮らし" not in page
    for address in (
        reverse("community:due", args=[other.pk]),
        reverse("community:dues_totals", args=[own.dues_id]),
        reverse("community:member", args=[other.member_id]),
    ):
        assert phone.get(address).status_code == NOT_FOUND
    posts = (
        reverse("community:relieve", args=[own.pk]),
        reverse("community:head_dues", args=["k1"]),
        reverse("community:copy_members", args=["k1"]),
        reverse("community:amend_dues", args=[own.dues_id]),
    )
    assert {phone.post(one, {}).status_code for one in posts} == {NOT_FOUND}


def test_a_household_reads_its_own_record_and_takes_its_receipt(head):
    at = clock.now()
    place = {"town": "柳島", "street": "88-8"}
    home = a_home("k1", at=at, family="納野", given="一郎", address=place)
    row = a_due(head, "納野 一郎", at=at)
    taken = dues.collect(row.pk, 600, day_of(at), by=head, at=at)
    phone = sign_in(Client(), home.members[0])
    page = text(phone.get(reverse("community:own_dues")))
    assert "納めた額 600円" in page
    receipt = reverse("community:own_receipt", args=[taken])
    assert phone.get(receipt).content.startswith(b"%PDF-")
    stranger = sign_in(Client(), a_home("k1", at=at).members[0])
    assert "見つかりません" in text(stranger.get(reverse("community:own_dues")))
    assert stranger.get(receipt).status_code == NOT_FOUND


def test_no_member_of_staff_finds_who_has_paid(head):
    at = clock.now()
    row = a_due(head, at=at)
    taken = dues.collect(row.pk, 600, day_of(at), by=head, at=at)
    clerk = sign_in(Client(), a_clerk(at=at))
    addresses = [
        reverse("community:head_dues", args=["k1"]),
        reverse("community:members", args=["k1"]),
        reverse("community:dues_book", args=[row.dues_id]),
        reverse("community:due", args=[row.pk]),
        reverse("community:dues_receipt", args=[taken]),
        reverse("community:own_receipt", args=[taken]),
        reverse("community:own_dues"),
    ]
    assert {clerk.get(one).status_code for one in addresses} == {NOT_FOUND}


def test_a_household_is_written_anew_and_leaves(desk, head):
    row = a_due(head, at=clock.now()).member
    page = reverse("community:member", args=[row.pk])
    assert desk.post(page, {"name": "", "group": ""}).status_code == UNFIT
    desk.post(page, {"name": "見本 ツネ子", "place": "", "group": "k1-2"})
    row.refresh_from_db()
    assert (row.name, row.place, row.group) == ("見本 ツネ子", None, "k1-2")
    answer = desk.post(reverse("community:member_leaves", args=[row.pk]), follow=True)
    assert "会員世帯から外しました" in text(answer)
    assert desk.get(page).status_code == NOT_FOUND
    assert Member.objects.get().left_on == day_of(clock.now())
