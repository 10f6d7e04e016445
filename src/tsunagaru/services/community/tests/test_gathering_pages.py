"""Pages of a district's events (行事の画面): of the household, and of who leads the district."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.services import sign_ups
from tsunagaru.services.community.services.lines import Party
from tsunagaru.services.community.testing import (
    a_gathering,
    a_home,
    a_leader,
    a_sign_up,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
NOT_FOUND, UNFIT = 404, 422


def text(answer):
    return answer.content.decode()


def soon(days=9):
    return day_of(clock.now()) + timedelta(days=days)


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


@pytest.fixture
def row(head):
    return a_gathering(head, at=clock.now(), on=soon(), due_on=soon(5), capacity=2)


def written(**changes):
    given = {
        "title": "夏祭り",
        "on": soon(),
        "begins": "9:00",
        "ends": "",
        "place": "公民館",
        "bring": "",
        "rain": "雨のときは中止します",
        "words": "",
        "capacity": "",
        "due_on": soon(5),
    }
    return given | changes


def test_a_head_posts_an_event_and_is_told_what_does_not_fit(desk):
    address = reverse("community:write_gathering", args=["k1"])
    wrong = written(title="", begins="朝", due_on=soon(10), capacity="0")
    answer = desk.post(address, wrong)
    assert answer.status_code == UNFIT
    for sentence in ("名前を入力", "9:00 のように", "それより前の日", "1から9999"):
        assert sentence in text(answer)
    assert not Gathering.objects.exists()
    assert "申し込めます" in text(desk.post(address, written(), follow=True))
    assert "夏祭り" in text(desk.get(reverse("community:head_gatherings", args=["k1"])))


def test_a_household_signs_up_changes_and_withdraws_on_the_phone(row):
    home = a_home("k1", at=clock.now())
    phone = sign_in(Client(), home.members[0])
    address = reverse("community:gathering", args=[row.pk])
    assert "空き 2人" in text(phone.get(address))
    given = {"adults": 1, "children": 1, "note": "テントを運べます"}
    assert "参加を申し込みました" in text(phone.post(address, given, follow=True))
    answer = phone.post(address, given | {"children": 2})
    assert answer.status_code == UNFIT
    assert "この世帯は2人まで" in text(answer)
    nobody = phone.post(address, {"adults": 0, "children": 0})
    assert "1人以上" in text(nobody)
    assert "申し込んでいます" in text(phone.get(address))
    gone = phone.post(reverse("community:withdraw", args=[row.pk]), follow=True)
    assert "取り消しました" in text(gone)
    assert phone.post(reverse("community:withdraw", args=[row.pk])).status_code == NOT_FOUND


def test_who_comes_too_late_waits_and_reads_so(row):
    first, second = a_home("k1", at=clock.now()), a_home("k1", at=clock.now())
    a_sign_up(row, first, 2, at=clock.now())
    phone = sign_in(Client(), second.members[0])
    address = reverse("community:gathering", args=[row.pk])
    assert "空き待ちになります" in text(phone.get(address))
    phone.post(address, {"adults": 1, "children": 0})
    assert "前に待っている世帯：0" in text(phone.get(address))
    assert "空き待ち" in text(phone.get(reverse("community:gatherings")))
    assert "一斉清掃" in text(phone.get("/my/"))


def test_after_the_deadline_the_page_says_whom_to_ask(head):
    today = day_of(clock.now())
    row = a_gathering(head, at=clock.now(), on=soon(), due_on=today - timedelta(days=1))
    home = a_home("k1", at=clock.now())
    phone = sign_in(Client(), home.members[0])
    address = reverse("community:gathering", args=[row.pk])
    answer = phone.post(address, {"adults": 1, "children": 0})
    assert answer.status_code == UNFIT
    assert "区長に連絡してください" in text(answer)


def test_other_districts_staff_and_who_has_no_household_find_nothing(row):
    at = clock.now()
    address = reverse("community:gathering", args=[row.pk])
    other = sign_in(Client(), a_home("k2", at=at).members[0])
    assert other.get(address).status_code == NOT_FOUND
    clerk = sign_in(Client(), a_clerk(at=at))
    for page in ("gathering", "head_gathering", "gathering_paper"):
        assert clerk.get(reverse(f"community:{page}", args=[row.pk])).status_code == NOT_FOUND
    lone = sign_in(Client(), a_resident(district="k1", at=at))
    assert "区長に直接申し込んで" in text(lone.get(address))
    assert lone.post(address, {"adults": 1, "children": 0}).status_code == NOT_FOUND


def test_a_head_enters_changes_and_withdraws_for_who_telephones(desk, row):
    enter = reverse("community:enter_sign_up", args=[row.pk])
    given = {"name": "見本 キヨ", "group": "k1-1", "way": "phone", "adults": 1, "children": 0}
    assert "申込みを入れました" in text(desk.post(enter, given, follow=True))
    assert "同じ氏名の申込み" in text(desk.post(enter, given))
    line = SignUp.objects.get()
    address = reverse("community:sign_up", args=[line.pk])
    assert "見本 キヨ" in text(desk.get(address))
    assert desk.post(address, {"adults": 3, "children": 0}).status_code == UNFIT
    assert "変更しました" in text(desk.post(address, {"adults": 2, "children": 0}, follow=True))
    gone = desk.post(reverse("community:withdraw_sign_up", args=[line.pk]), follow=True)
    assert "取り消しました" in text(gone)
    assert desk.get(address).status_code == NOT_FOUND


def test_a_head_changes_calls_and_cancels(desk, row):
    enter = reverse("community:enter_sign_up", args=[row.pk])
    given = {"name": "見本 キヨ", "group": "", "way": "paper", "adults": 2, "children": 0}
    desk.post(enter, given)
    change = reverse("community:change_gathering", args=[row.pk])
    assert "何が変わったか" in text(desk.post(change, written()))
    small = desk.post(change, written(capacity="1", note="狭い部屋"))
    assert "すでに2人の参加" in text(small)
    answer = desk.post(change, written(note="雨のため次の週に延期"), follow=True)
    assert "電話で伝える世帯" in text(answer)
    line = SignUp.objects.get()
    told = desk.post(reverse("community:sign_up_told", args=[line.pk]), follow=True)
    assert "伝えたことを記録しました" in text(told)
    cancel = reverse("community:cancel_gathering", args=[row.pk])
    assert desk.post(cancel, {}).status_code == UNFIT
    assert "中止にしました" in text(desk.post(cancel, {"reason": "大雨"}, follow=True))
    again = desk.post(cancel, {"reason": "大雨"}, follow=True)
    assert "その操作はできません" in text(again)
    assert desk.get(change).status_code == NOT_FOUND


def test_the_list_for_the_day_is_printed_and_audited(desk, row):
    home = a_home("k1", at=clock.now(), family="行野", kana_family="イクノ")
    party = Party(adults=1, note="手伝えます")
    sign_ups.sign_up(row.pk, home, party, by=actor_of(home.members[0]), at=clock.now())
    assert "行野" in text(desk.get(reverse("community:head_gathering", args=[row.pk])))
    pdf = desk.get(reverse("community:gathering_paper", args=[row.pk]))
    assert pdf.content.startswith(b"%PDF-")
    assert len(audited("gathering.list_printed")) == 1


def test_a_head_notes_who_came(head, desk):
    row = a_gathering(head, at=clock.now(), on=soon(0), due_on=soon(0))
    a_sign_up(row, a_home("k1", at=clock.now()), 2, at=clock.now())
    line = SignUp.objects.get()
    address = reverse("community:count_gathering", args=[row.pk])
    assert "出欠を記録する" in text(desk.get(reverse("community:head_gathering", args=[row.pk])))
    assert desk.post(address, {"walk_ins": "たくさん"}).status_code == UNFIT
    given = {"walk_ins": 1, f"came_{line.pk.hex}": 2}
    assert "来た人 3人" in text(desk.post(address, given, follow=True))


def test_attendance_cannot_be_noted_before_the_day(desk, row):
    answer = desk.post(reverse("community:count_gathering", args=[row.pk]), {"walk_ins": 0})
    assert answer.status_code == UNFIT


def test_fewer_places_than_are_taken_are_told_beside_the_box(desk, row):
    a_sign_up(row, a_home("k1", at=clock.now()), at=clock.now())
    a_sign_up(row, a_home("k1", at=clock.now()), at=clock.now())
    address = reverse("community:change_gathering", args=[row.pk])
    answer = desk.post(address, written(capacity="1", note="部屋が狭くなるため"))
    assert answer.status_code == UNFIT
    assert "すでに2人の参加が決まっています。" in text(answer)
    row.refresh_from_db()
    assert (row.title, row.capacity) == ("一斉清掃", 2)


def test_an_event_says_its_day_in_the_readers_language(row):
    phone = sign_in(Client(), a_home("k1", at=clock.now()).members[0])
    phone.cookies["language"] = "en"
    shown = text(phone.get(reverse("community:gatherings")))
    assert f"{row.on:%a} {row.on.day} {row.on:%B} {row.on.year}" in shown
    assert "（" not in shown.split("<main")[1].split("</main>")[0]
